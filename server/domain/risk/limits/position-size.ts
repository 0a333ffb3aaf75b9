import { baseUnits, valueOfBaseUnits } from "../../markets/instrument.ts";
import { absolute, add, subtract } from "../../money/integer.ts";
import { formatUnits } from "../../money/money.ts";
import { isWaiting } from "../../orders/order.ts";
import type { RiskLimit } from "../risk-limit.ts";

/** The position as if this order and every working order of its side were filled. */
export const positionSizeLimit: RiskLimit = (order, view) => {
  if (order.isReduceOnly && isWaiting(order)) return null; // It cannot open anything, whatever works beside it.
  const quantity = baseUnits(view.instrument, order.quantityLots);
  const after =
    order.side === "buy"
      ? add(add(view.positionUnits, view.workingBuyUnits), quantity)
      : subtract(subtract(view.positionUnits, view.workingSellUnits), quantity);
  if (absolute(after) <= absolute(view.positionUnits)) return null;
  const notional = valueOfBaseUnits(view.instrument, absolute(after), order.boundTicks);
  if (notional <= view.settings.positionNotionalMaxUnits) return null;
  const value = formatUnits(notional, view.instrument.quote);
  const most = formatUnits(view.settings.positionNotionalMaxUnits, view.instrument.quote);
  return {
    code: "position-too-large",
    message: `The position in ${view.instrument.name} could reach "${value}" ${view.instrument.quote}, above the portfolio's limit "${most}". Reduce the quantity.`,
    facts: { value, most },
  };
};
