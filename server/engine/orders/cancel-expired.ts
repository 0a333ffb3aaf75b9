import { EXPIRED_IN_WORKER } from "../../domain/orders/expiry.ts";
import type { EngineState } from "../engine-state.ts";
import { giveWayAgain } from "../replacements/follow-replaced.ts";
import { requestCancel } from "./order-manager.ts";
import { keepTime } from "./order-router.ts";

const WHY = {
  code: EXPIRED_IN_WORKER,
  message: "Its time was up. Its venue knows none, so the worker canceled it.",
} as const;

/**
 * Cancels what should have ended by now: at venues that end nothing themselves what is beyond its time, after a restart what ran out
 * meanwhile, too; and what another has taken the place of, where its venue refused to cancel it.
 */
export function cancelExpired(state: EngineState): void {
  for (const orderId of state.expiring.takeDue(state.now)) {
    const order = state.working.get(orderId)?.order;
    if (order === undefined) state.expiring.drop(orderId);
    else if (giveWayAgain(state, orderId)) continue;
    else if (order.expiresAt !== null && order.expiresAt <= state.now) requestCancel(state, orderId, WHY);
    else keepTime(state, order);
  }
}
