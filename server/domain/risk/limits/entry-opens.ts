import { formatQuantity } from "../../markets/instrument.ts";
import { positionLots } from "../reducible.ts";
import type { RiskLimit } from "../risk-limit.ts";

/** The entry of a bracket opens or adds: what first closes an opposite position has nothing for its legs to guard. */
export const entryOpensLimit: RiskLimit = (order, view) => {
  const closes = positionLots(order.side, view);
  if (closes === 0) return null;
  const { instrument } = view;
  const held = formatQuantity(instrument, closes);
  const message = `This ${order.side} would first close the "${held}" ${instrument.base} held the other way, and its legs would guard nothing. Close that, or place an OCO over it.`;
  return { code: "entry-closes-position", message, facts: { held } };
};
