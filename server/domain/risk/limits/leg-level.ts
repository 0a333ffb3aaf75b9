import { formatPrice } from "../../markets/instrument.ts";
import { type Contingency, legRole } from "../../orders/contingency/contingency.ts";
import { isWaiting, type OrderTicket } from "../../orders/order.ts";
import { firesOn, isOnGrid, isTriggered, worstLevelTicks } from "../../orders/triggers/trigger-rules.ts";
import { touchTicks } from "../price-reference.ts";
import type { RiskLimit, RiskView } from "../risk-limit.ts";

type Entry = Pick<OrderTicket, "side" | "priceTicks" | "trigger" | "trailTicks" | "releasedTicks"> & {
  readonly contingency?: Contingency | null;
};

/** The price in ticks at which an entry is expected to fill as things stand; 0 when nobody knows. */
export function entryTicks(entry: Entry, price: RiskView["price"]): number {
  const touch = touchTicks(price, entry.side);
  if (entry.trigger !== null && isWaiting(entry))
    return worstLevelTicks(entry.trigger, entry.side, entry.trailTicks) ?? touch;
  if (entry.priceTicks === null) return touch;
  if (touch === 0) return entry.priceTicks;
  return entry.side === "buy" ? Math.min(touch, entry.priceTicks) : Math.max(touch, entry.priceTicks);
}

/** A leg that waits for its entry: its trigger lies on the grid, and on its own side of where the entry is expected to fill. */
export const legLevelLimit =
  (entry: Entry): RiskLimit =>
  (leg, view) => {
    const { trigger, side } = leg;
    const role = legRole(leg) ?? "stop";
    if (trigger === null || !isOnGrid(trigger)) {
      const message = "The trigger's prices and distances must be whole ticks, one at least. Place the order again.";
      return { code: "trigger-off-grid", message, facts: { leg: role } };
    }
    const at = entryTicks(entry, view.price);
    if (at === 0) {
      const message = `There is no price for ${view.instrument.name} to hold the ${role} against. Wait for market data.`;
      return { code: "price-missing", message, facts: { leg: role } };
    }
    const isTrailing = trigger.kind === "trailing-stop";
    const level = worstLevelTicks(trigger, side, isTrailing ? (trigger.activationTicks ?? at) : null);
    if (level !== null && level < 1) {
      const price = formatPrice(view.instrument, at);
      const message = `The stop would trail below zero: its distance is as large as the price "${price}". Use a smaller distance.`;
      return { code: "trail-distance-too-large", message, facts: { price } };
    }
    if (isTrailing || !isTriggered(trigger, side, null, at)) return null;
    const facts = {
      leg: role,
      level: formatPrice(view.instrument, trigger.priceTicks),
      entry: formatPrice(view.instrument, at),
    };
    const where = firesOn(trigger.kind, side) === "fall" ? "below" : "above";
    return {
      code: `${role}-beyond-entry`,
      message: `The ${role} at "${facts.level}" would fire as soon as the entry fills, at about "${facts.entry}". Put it ${where} the entry.`,
      facts,
    };
  };
