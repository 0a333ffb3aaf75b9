import { notionalUnits } from "../../domain/markets/instrument.ts";
import { requireTransition } from "../../domain/orders/order-status.ts";
import { amendmentWayOf } from "../../domain/venues/amendment-way.ts";
import type { EngineState, OrderRecord } from "../engine-state.ts";
import { requestCancel } from "../orders/order-manager.ts";
import { amend, termsOf, update } from "../orders/order-record.ts";
import { routeCancel } from "../orders/order-router.ts";
import { amendOrder } from "./amend-order.ts";

/**
 * An order at its venue is for more than is left to do: what is filled of it included, it is to be for `quantityLots`. It is changed in
 * the way that the venue has for it, or canceled, and what is then left goes out anew; where nothing is left, or no change is possible,
 * it goes.
 */
export function cutTo(
  state: EngineState,
  record: OrderRecord,
  quantityLots: number,
  why: { readonly code: string; readonly message: string },
): void {
  const { order, holding } = record;
  const way = amendmentWayOf(holding.instrument, order);
  const wanted = { quantityLots, priceTicks: null };
  const isChanged =
    way === "in-place"
      ? amendOrder(state, order.id, wanted) === null
      : way === "after-cancel" && cancelForLess(state, record, quantityLots);
  if (!isChanged) requestCancel(state, order.id, why);
}

function cancelForLess(state: EngineState, record: OrderRecord, quantityLots: number): boolean {
  const { order, holding } = record;
  if (order.amendment !== null || order.status === "pending-cancel") return false;
  const { instrument } = holding;
  const leftLots = quantityLots - order.filledLots;
  if (leftLots < 1 || notionalUnits(instrument, order.boundTicks, leftLots) < instrument.minNotionalUnits) return false;
  const status = requireTransition(order.status, "pending-cancel");
  const to = { quantityLots, priceTicks: order.boundTicks };
  const told = { step: "amend-requested", from: termsOf(order), to, code: null, message: null } as const;
  amend(state, record, told, { revision: order.revision + 1, amendment: { ...to, isReplacement: true } });
  update(state, record, "cancel-requested", { status });
  routeCancel(state, order.id, order.instrumentId);
  return true;
}
