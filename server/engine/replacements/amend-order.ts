import type { Rejection } from "../../domain/errors/rejection.ts";
import { isWaiting } from "../../domain/orders/order.ts";
import { isHeld } from "../../domain/orders/order-status.ts";
import { amendmentWayOf } from "../../domain/venues/amendment-way.ts";
import type { EngineState } from "../engine-state.ts";
import type { WantedTerms } from "../held/held-amendments.ts";
import { requestAmendment } from "../orders/amendments.ts";
import { requestCancel } from "../orders/order-manager.ts";
import { amendKept } from "./amend-kept.ts";
import { replaceGuard } from "./replace-guard.ts";

/** Gives an order other terms, in the way that its venue has for it. Returns why not, if it does not. */
export function amendOrder(state: EngineState, orderId: string, wanted: WantedTerms): Rejection | null {
  const record = state.working.get(orderId);
  if (record === undefined || isHeld(record.order.status) || !isWaiting(record.order))
    return requestAmendment(state, orderId, wanted, requestCancel);
  const way = amendmentWayOf(record.holding.instrument, record.order);
  if (way === "in-place") return amendKept(state, record, wanted);
  if (way === "beside" || way === "from-worker") return replaceGuard(state, record, wanted, way);
  const message =
    "It waits at its venue to open a position, and cannot be changed there. Cancel it, and place another.";
  return { code: "not-amendable", message, facts: { orderId } };
}
