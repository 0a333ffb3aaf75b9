import type { RiskLimit } from "../risk-limit.ts";

/** An order that closes a position needs one to close, and is as large as that. */
export const closePositionLimit: RiskLimit = (order, { instrument }) => {
  if (!order.closesPosition || order.quantityLots > 0) return null;
  const message = `There is no position in ${instrument.symbol} that a ${order.side} could close. Open one first, or give a quantity.`;
  return { code: "no-position-to-close", message, facts: { instrument: instrument.id } };
};
