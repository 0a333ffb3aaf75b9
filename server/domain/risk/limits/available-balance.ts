import { formatUnits } from "../../money/money.ts";
import type { RiskLimit } from "../risk-limit.ts";

/** What needs nothing is never short of anything, not even where a loss has left less than nothing: it only closes. */
export const availableBalanceLimit: RiskLimit = (order, view) => {
  if (view.requiredUnits === 0) return null;
  if (view.borrowing !== null) return view.borrowing.refusal(order, view);
  if (view.requiredUnits <= view.availableUnits) return null;
  const currency = order.side === "buy" || view.margin !== null ? view.instrument.quote : view.instrument.base;
  const required = formatUnits(view.requiredUnits, currency);
  const available = formatUnits(view.availableUnits, currency);
  return {
    code: "insufficient-balance",
    message: `The order needs "${required}" ${currency} but "${available}" is available. Reduce the quantity or cancel other orders.`,
    facts: { required, available, currency },
  };
};
