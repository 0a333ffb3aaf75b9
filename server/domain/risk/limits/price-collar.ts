import { formatPrice } from "../../markets/instrument.ts";
import { isWaiting } from "../../orders/order.ts";
import { worstLevelTicks } from "../../orders/triggers/trigger-rules.ts";
import { collarAround, touchTicks } from "../price-reference.ts";
import type { RiskLimit } from "../risk-limit.ts";

/** An order may not reach further through the market than the collar, one that waits no further through its trigger. Passive prices are never refused here. */
export const priceCollarLimit: RiskLimit = (order, view) => {
  if (order.priceTicks === null) return null; // A market order carries the collar itself as its bound.
  const { side, trigger, trailTicks } = order;
  const level = trigger !== null && isWaiting(order) ? (worstLevelTicks(trigger, side, trailTicks) ?? 0) : null;
  const bound = collarAround(level ?? touchTicks(view.price, side), side, view.settings.collarBps);
  if (bound === 0) return null;
  const isBeyond = side === "buy" ? order.priceTicks > bound : order.priceTicks < bound;
  if (!isBeyond) return null;
  const price = formatPrice(view.instrument, order.priceTicks);
  const worst = formatPrice(view.instrument, bound);
  return {
    code: "price-beyond-collar",
    message: `Price "${price}" reaches more than ${view.settings.collarBps / 100} % through the market. Use "${worst}" or better.`,
    facts: { price, worst },
  };
};
