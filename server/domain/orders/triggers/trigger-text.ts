import { accept, type Result, refuse } from "../../errors/rejection.ts";
import type { Instrument } from "../../markets/instrument.ts";
import { parseScaled } from "../../money/decimal.ts";
import { parsePrice, quoted, shown, unknownWord } from "../grid-text.ts";
import type { OrderType } from "../order-type.ts";
import { TRIGGER_KINDS, TRIGGER_PRICES, type TrailDistance, type Trigger, type TriggerPrice } from "./trigger.ts";

/** A trigger as a person writes it; null and empty say nothing. */
export type TriggerText = {
  readonly kind: string;
  readonly by: string;
  /** Where a stop-loss or take-profit fires, or where a trailing stop begins to follow. */
  readonly price: string | null;
  /** How far a trailing stop stays behind: an amount in the quote currency, or a percentage with at most two places. */
  readonly distance: string | null;
  readonly distancePercent: string | null;
  /** How far beyond a trailing stop the limit of its order lies. */
  readonly limitDistance: string | null;
};

const PERCENT_DECIMALS = 2; // A basis point.
const BPS_MAX = 9_999;

const given = (text: string | null): text is string => text !== null && text !== "";

/** Reads a trigger onto the instrument's grid. Refuses with a code and a sentence that quotes the value and says what to do. */
export function parseTrigger(instrument: Instrument, type: OrderType, text: TriggerText): Result<Trigger> {
  const kind = TRIGGER_KINDS.find((word) => word === text.kind);
  if (kind === undefined) return unknownWord("trigger", text.kind, TRIGGER_KINDS);
  const by = TRIGGER_PRICES.find((word) => word === text.by);
  if (by === undefined) return unknownWord("trigger-price", text.by, TRIGGER_PRICES);
  if (kind === "trailing-stop") return parseTrailing(instrument, type, by, text);
  const unwanted = [text.distance, text.distancePercent, text.limitDistance].find(given);
  if (unwanted !== undefined) {
    const message = `Only a trailing stop has a distance, but ${quoted(unwanted)} was given. Clear it, or use a trailing stop.`;
    return refuse("distance-without-trailing", message, { distance: shown(unwanted) });
  }
  if (!given(text.price)) {
    return refuse("trigger-price-missing", `A ${kind} needs the price at which it fires. Enter a trigger price.`);
  }
  const price = parsePrice(instrument, text.price, { what: "Trigger price", code: "trigger-price" });
  return price.ok ? accept({ kind, by, priceTicks: price.value }) : price;
}

function parseTrailing(instrument: Instrument, type: OrderType, by: TriggerPrice, text: TriggerText): Result<Trigger> {
  const distance = parseDistance(instrument, text);
  if (!distance.ok) return distance;
  const activation = parseOptional(instrument, text.price, { what: "Activation price", code: "activation-price" });
  if (!activation.ok) return activation;
  if (type === "market" && given(text.limitDistance)) {
    const message = `A market order has no limit, but the limit's distance ${quoted(text.limitDistance)} was given. Clear it, or use a limit order.`;
    return refuse("limit-distance-for-market-order", message, { limitDistance: shown(text.limitDistance) });
  }
  if (type === "limit" && !given(text.limitDistance)) {
    return refuse(
      "limit-distance-missing",
      "A trailing stop's limit order needs its distance from the stop. Enter how far beyond the stop you accept to trade.",
    );
  }
  const limit = parseOptional(instrument, text.limitDistance, { what: "Limit distance", code: "limit-distance" });
  if (!limit.ok) return limit;
  return accept({
    kind: "trailing-stop",
    by,
    distance: distance.value,
    activationTicks: activation.value,
    limitDistanceTicks: limit.value,
  });
}

function parseOptional(
  instrument: Instrument,
  text: string | null,
  named: { readonly what: string; readonly code: string },
): Result<number | null> {
  return given(text) ? parsePrice(instrument, text, named) : accept(null);
}

function parseDistance(instrument: Instrument, text: TriggerText): Result<TrailDistance> {
  const { distance, distancePercent } = text;
  if (given(distance) && given(distancePercent)) {
    const message = `The distance ${quoted(distance)} and the percentage ${quoted(distancePercent)} were both given. Give one of them.`;
    return refuse("trail-distance-twice", message, { distance: shown(distance), percent: shown(distancePercent) });
  }
  if (given(distance)) {
    const ticks = parsePrice(instrument, distance, { what: "Trailing distance", code: "trail-distance" });
    return ticks.ok ? accept({ unit: "ticks", ticks: ticks.value }) : ticks;
  }
  if (given(distancePercent)) return parsePercent(distancePercent);
  return refuse("trail-distance-missing", "A trailing stop needs its distance. Enter an amount or a percentage.");
}

function parsePercent(text: string): Result<TrailDistance> {
  const parsed = parseScaled(text, PERCENT_DECIMALS);
  const bps = "value" in parsed ? Number(parsed.value) : Number.NaN;
  if (bps >= 1 && bps <= BPS_MAX) return accept({ unit: "bps", bps });
  return refuse(
    "trail-percent-out-of-range",
    `Trailing distance ${quoted(text)} % cannot be followed. Use 0.01 to 99.99 in steps of 0.01.`,
    { percent: shown(text) },
  );
}
