import { accept, type Result, refuse } from "../../errors/rejection.ts";
import { formatQuantity, type Instrument } from "../../markets/instrument.ts";
import { parseScaled } from "../../money/decimal.ts";
import { parsePositionSide } from "../../positions/position-side-text.ts";
import { parsePrice, parseQuantity, quoted, shown, unknownWord } from "../grid-text.ts";
import { parseMarket } from "../market-text.ts";
import {
  ALGORITHM_KINDS,
  type AlgorithmIntent,
  type AlgorithmKind,
  PROFILE_SOURCES,
  type ProfileSource,
  type WantedMethod,
} from "./algorithm.ts";

/** An algorithm as a person writes it: everything is text, nothing is trusted. What its kind does not have may be null or empty. */
export type AlgorithmText = {
  readonly instrumentId: string;
  readonly side: string;
  readonly kind: string;
  readonly quantity: string;
  /** No order of it trades beyond; an iceberg rests at it and needs one. */
  readonly limitPrice: string | null;
  readonly isReduceOnly: boolean;
  /** `long` or `short` in hedge mode. */
  readonly positionSide?: string | null;
  /** In minutes, for TWAP, VWAP and adaptive. */
  readonly minutes: string | null;
  readonly slices: string | null;
  /** In percent, how far sizes and times may stray. */
  readonly randomPercent: string | null;
  /** What an iceberg shows at a time. */
  readonly visible: string | null;
  /** Of the market's volume, in percent. */
  readonly ratePercent: string | null;
  /** Where a VWAP's shape comes from. */
  readonly profile: string | null;
  /** UTC ms of the tape. */
  readonly deadlineAt: number | null;
};

export type ParsedAlgorithm = Omit<AlgorithmIntent, "userId" | "key"> & {
  /** For a VWAP: its profile is still to be found where it comes from history. */
  readonly profileSource: ProfileSource | null;
};

const MINUTE_MS = 60_000;
const POV_INTERVAL_MS = 5_000;

type Bounds = {
  readonly code: string;
  readonly what: string;
  /** Digits after the point. */
  readonly decimals: number;
  readonly least: number;
  readonly most: number;
  readonly unit: string;
};

const MINUTES: Bounds = { code: "duration", what: "Duration", decimals: 2, least: 0.1, most: 1_440, unit: "minutes" };
const SLICES: Bounds = { code: "slices", what: "Number of slices", decimals: 0, least: 2, most: 500, unit: "slices" };
const RANDOM: Bounds = { code: "random", what: "Randomness", decimals: 2, least: 0, most: 50, unit: "percent" };
const RATE: Bounds = { code: "rate", what: "Participation", decimals: 2, least: 0.1, most: 50, unit: "percent" };

/** Reads an algorithm onto its instrument's grid. Refuses with a code and a sentence that quotes the value and says what to do. */
export function parseAlgorithm(text: AlgorithmText): Result<ParsedAlgorithm> {
  const market = parseMarket(text);
  if (!market.ok) return market;
  const { instrument, side } = market.value;
  const kind = ALGORITHM_KINDS.find((word) => word === text.kind);
  if (kind === undefined) return unknownWord("algorithm", text.kind, ALGORITHM_KINDS);
  const quantity = parseQuantity(instrument, text.quantity);
  if (!quantity.ok) return quantity;
  const limit = parseLimit(instrument, kind, text.limitPrice);
  if (!limit.ok) return limit;
  const random = isEmpty(text.randomPercent) ? accept(0) : parseWithin(RANDOM, text.randomPercent);
  if (!random.ok) return random;
  const source = parseProfile(kind, text.profile);
  if (!source.ok) return source;
  const positionSide = parsePositionSide(text.positionSide);
  if (!positionSide.ok) return positionSide;
  const method = parseMethod(instrument, kind, quantity.value, text);
  if (!method.ok) return method;
  const { deadlineAt } = text;
  if (deadlineAt !== null && !(Number.isSafeInteger(deadlineAt) && deadlineAt > 0)) {
    return refuse("deadline-not-a-time", `"${deadlineAt}" is no time. Use whole milliseconds UTC.`, {
      deadlineAt: String(deadlineAt),
    });
  }
  return accept({
    instrumentId: instrument.id,
    side,
    quantityLots: quantity.value,
    limitTicks: limit.value,
    isReduceOnly: text.isReduceOnly,
    positionSide: positionSide.value,
    deadlineAt,
    randomBps: Math.round(random.value * 100),
    method: method.value,
    profileSource: source.value,
  });
}

const isEmpty = (text: string | null): text is null | "" => text === null || text === "";

function parseLimit(instrument: Instrument, kind: AlgorithmKind, text: string | null): Result<number | null> {
  if (!isEmpty(text)) return parsePrice(instrument, text, { what: "Limit price", code: "limit-price" });
  if (kind !== "iceberg") return accept(null);
  return refuse("limit-price-missing", "An iceberg rests at its limit price. Enter the price it shall rest at.");
}

function parseProfile(kind: AlgorithmKind, text: string | null): Result<ProfileSource | null> {
  if (kind !== "vwap") return accept(null);
  const source = PROFILE_SOURCES.find((word) => word === (text ?? "history"));
  return source === undefined ? unknownWord("volume-profile", text ?? "", PROFILE_SOURCES) : accept(source);
}

function parseMethod(
  instrument: Instrument,
  kind: AlgorithmKind,
  quantityLots: number,
  text: AlgorithmText,
): Result<WantedMethod> {
  switch (kind) {
    case "twap":
    case "adaptive":
    case "vwap": {
      const timing = parseTiming(text);
      if (!timing.ok) return timing;
      return accept(kind === "vwap" ? { kind, ...timing.value, profile: null } : { kind, ...timing.value });
    }
    case "iceberg": {
      if (isEmpty(text.visible))
        return refuse("visible-missing", "An iceberg shows a part of itself. Enter how much it shall show.");
      const visible = parseQuantity(instrument, text.visible);
      if (!visible.ok) return visible;
      if (visible.value <= quantityLots) return accept({ kind, visibleLots: visible.value });
      const whole = formatQuantity(instrument, quantityLots);
      return refuse(
        "visible-above-quantity",
        `The visible part ${quoted(text.visible)} is above the whole quantity "${whole}". Use at most ${whole}.`,
        { visible: shown(text.visible), quantity: whole },
      );
    }
    case "pov": {
      if (isEmpty(text.ratePercent))
        return refuse("rate-missing", "Percent of volume needs a participation. Enter a percentage, such as 10.");
      const rate = parseWithin(RATE, text.ratePercent);
      if (!rate.ok) return rate;
      return accept({ kind, rateBps: Math.round(rate.value * 100), intervalMs: POV_INTERVAL_MS });
    }
  }
}

function parseTiming(text: AlgorithmText): Result<{ durationMs: number; slices: number }> {
  if (isEmpty(text.minutes)) return refuse("duration-missing", "Enter how many minutes it shall take.");
  const minutes = parseWithin(MINUTES, text.minutes);
  if (!minutes.ok) return minutes;
  if (isEmpty(text.slices)) return refuse("slices-missing", "Enter into how many slices it shall be cut.");
  const slices = parseWithin(SLICES, text.slices);
  if (!slices.ok) return slices;
  const durationMs = Math.round(minutes.value * MINUTE_MS);
  const most = Math.floor(durationMs / 1_000);
  if (slices.value <= most) return accept({ durationMs, slices: slices.value });
  return refuse(
    "slices-too-close",
    `${quoted(text.slices)} slices in ${quoted(text.minutes)} minutes are less than a second apart. Use at most ${most}.`,
    { slices: shown(text.slices), most: String(most) },
  );
}

/** A plain decimal between two bounds, both allowed. */
function parseWithin({ code, what, decimals, least, most, unit }: Bounds, text: string): Result<number> {
  const facts = { [code]: shown(text) };
  const parsed = parseScaled(text, decimals);
  if ("problem" in parsed) {
    const form = decimals === 0 ? "a whole number" : `a number with at most ${decimals} digits after the point`;
    return refuse(
      `${code}-not-a-number`,
      `${what} ${quoted(text)} is not ${form}. Use ${least} to ${most} ${unit}.`,
      facts,
    );
  }
  const value = Number(parsed.value) / 10 ** decimals;
  if (value >= least && value <= most) return accept(value);
  return refuse(
    `${code}-out-of-range`,
    `${what} ${quoted(text)} is out of range. Use ${least} to ${most} ${unit}.`,
    facts,
  );
}
