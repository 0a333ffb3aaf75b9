import type { Rejection } from "../../errors/rejection.ts";
import { formatPrice } from "../../markets/instrument.ts";
import { isWaiting, type OrderTicket } from "../../orders/order.ts";
import type { Trigger } from "../../orders/triggers/trigger.ts";
import { firesOn, isOnGrid, isTriggered, worstLevelTicks } from "../../orders/triggers/trigger-rules.ts";
import { triggerTicks } from "../price-reference.ts";
import type { RiskLimit, RiskView } from "../risk-limit.ts";

/** What an order waits for must lie on the grid, be priced, and not have happened already: that is a slip of the hand. */
export const triggerLimit: RiskLimit = (order, view) => {
  const { trigger } = order;
  if (trigger === null || !isWaiting(order)) return null;
  if (!isOnGrid(trigger)) {
    const message = "The trigger's prices and distances must be whole ticks, one at least. Place the order again.";
    return { code: "trigger-off-grid", message, facts: { trigger: trigger.kind } };
  }
  const now = triggerTicks(view.price, trigger.by);
  if (now === 0) {
    const message = `There is no ${trigger.by} price for ${view.instrument.name} that could trigger. Use another price, or wait for market data.`;
    return { code: "trigger-price-unknown", message, facts: { by: trigger.by } };
  }
  const level = worstLevelTicks(trigger, order.side, order.trailTicks);
  if (level !== null && level < 1) {
    const price = formatPrice(view.instrument, now);
    const message = `The stop would trail below zero: its distance is as large as the price "${price}". Use a smaller distance.`;
    return { code: "trail-distance-too-large", message, facts: { price } };
  }
  return isTriggered(trigger, order.side, order.trailTicks, now)
    ? reachedAlready(order, trigger, level ?? now, now, view)
    : null;
};

function reachedAlready(
  { side }: OrderTicket,
  trigger: Trigger,
  levelTicks: number,
  nowTicks: number,
  { instrument }: RiskView,
): Rejection {
  const level = formatPrice(instrument, levelTicks);
  const now = formatPrice(instrument, nowTicks);
  const where = firesOn(trigger.kind, side) === "fall" ? "below" : "above";
  return {
    code: "trigger-already-reached",
    message: `This ${side}'s ${trigger.kind} at "${level}" would fire at once: the ${trigger.by} price is "${now}". Use a trigger ${where} it, or a market order.`,
    facts: { level, now, by: trigger.by },
  };
}
