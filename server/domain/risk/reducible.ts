import { wholeLots } from "../markets/instrument.ts";
import { negate, subtract } from "../money/integer.ts";
import type { Side } from "../orders/order-type.ts";
import type { RiskView } from "./risk-limit.ts";

/** What is held and what already works in an instrument. */
type ReducibleView = Pick<RiskView, "instrument" | "positionUnits" | "workingBuyUnits" | "workingSellUnits">;

/** Lots that an order of this side can close: the opposite position less what already works against it. */
export function reducibleLots(
  side: Side,
  { instrument, positionUnits, workingBuyUnits, workingSellUnits }: ReducibleView,
): number {
  const open =
    side === "buy" ? subtract(negate(positionUnits), workingBuyUnits) : subtract(positionUnits, workingSellUnits);
  return Math.max(0, wholeLots(instrument, open));
}
