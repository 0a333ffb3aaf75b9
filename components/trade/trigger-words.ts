import { formatPrice, type Instrument } from "../../server/domain/markets/instrument.ts";
import { formatScaledShort } from "../../server/domain/money/decimal.ts";
import type { Order } from "../../server/domain/orders/order.ts";
import type { TrailingStop, Trigger } from "../../server/domain/orders/triggers/trigger.ts";
import { firesOn, levelTicks } from "../../server/domain/orders/triggers/trigger-rules.ts";
import { groupDigits } from "../ui/format-decimal.ts";
import { priceText } from "./order-words.ts";

type Waiting = Pick<Order, "side" | "trailTicks"> & { readonly trigger: Trigger };

const NAMES = { "stop-loss": "Stop", "take-profit": "Take profit", "trailing-stop": "Trailing stop" } as const;

export const triggerName = ({ kind }: Pick<Trigger, "kind">): string => NAMES[kind];

/** `1.25%` or `250.00`: how far a trailing stop stays behind. */
function distanceWords(instrument: Instrument, { distance }: TrailingStop): string {
  return distance.unit === "bps"
    ? `${groupDigits(formatScaledShort(distance.bps, 2))}%`
    : priceText(instrument, distance.ticks);
}

/** `last ≤ 60,000.00`: what it waits for as things stand, short enough for a table. */
export function triggerSign(instrument: Instrument, { trigger, side, trailTicks }: Waiting): string {
  const level = levelTicks(trigger, side, trailTicks);
  if (level !== null)
    return `${trigger.by} ${firesOn(trigger.kind, side) === "fall" ? "≤" : "≥"} ${priceText(instrument, level)}`;
  const activation = trigger.kind === "trailing-stop" ? trigger.activationTicks : null;
  return activation === null
    ? `${trigger.by} unknown`
    : `${trigger.by} ${side === "sell" ? "≥" : "≤"} ${priceText(instrument, activation)}, then trails`;
}

/** `last falls to 60,000.00`: the same in a sentence. */
export function triggerSentence(instrument: Instrument, { trigger, side, trailTicks }: Waiting): string {
  const { by } = trigger;
  if (trigger.kind !== "trailing-stop") {
    return `${by} ${firesOn(trigger.kind, side) === "fall" ? "falls" : "rises"} to ${priceText(instrument, trigger.priceTicks)}`;
  }
  const goes = side === "sell" ? "falls" : "rises";
  const from = side === "sell" ? "its highest" : "its lowest";
  const back = `${goes} by ${distanceWords(instrument, trigger)} from ${from}`;
  if (trailTicks !== null || trigger.activationTicks === null) return `${by} ${back}`;
  const reaches = side === "sell" ? "risen" : "fallen";
  return `${by} has ${reaches} to ${priceText(instrument, trigger.activationTicks)} and then ${back}`;
}

/** How far a price must still go to fire it, in percent with its sign; null while either is unknown. */
export function distancePercent(level: number | null, now: number): number | null {
  return level === null || now === 0 ? null : ((level - now) / now) * 100;
}

/** `formatPrice` cannot know of sides; the level that a held order stands at on the chart. */
export const levelPrice = (instrument: Instrument, order: Waiting): string | null => {
  const level = levelTicks(order.trigger, order.side, order.trailTicks);
  return level === null || level < 1 ? null : formatPrice(instrument, level);
};

export const isWaitingOrder = <Held extends Pick<Order, "trigger" | "status" | "releasedTicks">>(
  order: Held,
): order is Held & { readonly trigger: Trigger } =>
  order.trigger !== null &&
  order.releasedTicks === null &&
  (order.status === "emulated" || order.status === "accepted");
