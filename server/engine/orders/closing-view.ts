import { baseUnits } from "../../domain/markets/instrument.ts";
import { isWaiting, type Order } from "../../domain/orders/order.ts";
import { isHeld } from "../../domain/orders/order-status.ts";
import type { RiskView } from "../../domain/risk/risk-limit.ts";
import { standsBeside } from "../../domain/venues/order-place.ts";
import type { EngineState, Holding } from "../engine-state.ts";
import { workingLots } from "./open-quantity.ts";

type ClosingView = Pick<RiskView, "instrument" | "positionUnits" | "workingBuyUnits" | "workingSellUnits">;

/** It only reduces, and its venue keeps it until its trigger fires; as far as anybody has said, that has not. */
export const isKept = (order: Order): boolean =>
  order.isReduceOnly && !isHeld(order.status) && order.filledLots === 0 && isWaiting(order);

/** Its venue bounds it by the position, whatever else closes that: until it fires nothing of the position is its own. */
export const isStanding = ({ instrument }: Holding, order: Order): boolean =>
  isKept(order) && standsBeside(instrument, order);

/** A position and what works against it, as an order finds it that is to close: without those that stand there beside others. */
export function closingView(state: EngineState, holding: Holding, withoutId: string | null = null): ClosingView {
  const { instrument, netUnits, margin } = holding;
  let { workingBuyLots: buys, workingSellLots: sells } = holding;
  if (margin !== null && (buys > 0 || sells > 0)) {
    for (const { order, holding: of } of state.working.values()) {
      if (of !== holding || order.id === withoutId || !isStanding(holding, order)) continue;
      if (order.side === "buy") buys -= workingLots(order);
      else sells -= workingLots(order);
    }
  }
  return {
    instrument,
    positionUnits: netUnits,
    workingBuyUnits: baseUnits(instrument, buys),
    workingSellUnits: baseUnits(instrument, sells),
  };
}
