import { wholeLots } from "../markets/instrument.ts";
import { negate, subtract } from "../money/integer.ts";
import type { OrderTicket } from "../orders/order.ts";
import type { Side } from "../orders/order-type.ts";
import { standsBeside } from "../venues/order-place.ts";
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

/** Lots of the opposite position that an order of this side could close, whatever works against it already. */
export function positionLots(side: Side, { instrument, positionUnits }: Omit<ReducibleView, WorkingUnits>): number {
  return Math.max(0, wholeLots(instrument, side === "buy" ? negate(positionUnits) : positionUnits));
}

type WorkingUnits = "workingBuyUnits" | "workingSellUnits";

/** Lots that this order may have and only reduce: one that still waits may stand beside others that close the same position. */
export function closableLots(order: OrderTicket, view: ReducibleView): number {
  return standsBeside(view.instrument, order) ? positionLots(order.side, view) : reducibleLots(order.side, view);
}
