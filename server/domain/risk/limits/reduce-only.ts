import { formatQuantity } from "../../markets/instrument.ts";
import { closableLots } from "../reducible.ts";
import type { RiskLimit } from "../risk-limit.ts";

/** A reduce-only order closes what is held and not yet being closed by orders that work; it never opens anything. */
export const reduceOnlyLimit: RiskLimit = (order, view) => {
  if (!order.isReduceOnly) return null;
  const mostLots = closableLots(order, view);
  if (order.quantityLots <= mostLots) return null;
  const { instrument } = view;
  const quantity = formatQuantity(instrument, order.quantityLots);
  const most = formatQuantity(instrument, mostLots);
  const message =
    mostLots === 0
      ? `Nothing in ${instrument.name} is left for a reduce-only ${order.side}: there is no position for it, or working orders close it already.`
      : `Reduce-only ${order.side} of "${quantity}" ${instrument.base} is more than the "${most}" that is left to close. Use at most ${most}.`;
  return { code: "reduce-only-exceeds-position", message, facts: { quantity, most } };
};
