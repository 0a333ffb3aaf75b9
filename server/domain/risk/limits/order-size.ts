import { notionalUnits } from "../../markets/instrument.ts";
import { formatUnits } from "../../money/money.ts";
import type { RiskLimit } from "../risk-limit.ts";

export const orderSizeLimit: RiskLimit = (order, view) => {
  const notional = notionalUnits(view.instrument, order.boundTicks, order.quantityLots);
  if (notional <= view.settings.orderNotionalMaxUnits) return null;
  const value = formatUnits(notional, view.instrument.quote);
  const most = formatUnits(view.settings.orderNotionalMaxUnits, view.instrument.quote);
  return {
    code: "order-too-large",
    message: `Order value "${value}" ${view.instrument.quote} is above the portfolio's largest order "${most}". Split the order or raise the limit.`,
    facts: { value, most },
  };
};
