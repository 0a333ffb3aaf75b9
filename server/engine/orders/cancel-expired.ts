import { EXPIRED_IN_WORKER } from "../../domain/orders/expiry.ts";
import type { EngineState } from "../engine-state.ts";
import { requestCancel } from "./order-manager.ts";

const WHY = {
  code: EXPIRED_IN_WORKER,
  message: "Its time was up. Its venue knows none, so the worker canceled it.",
} as const;

/** Cancels what should have ended by now at venues that end nothing themselves; after a restart what ran out meanwhile, too. */
export function cancelExpired(state: EngineState): void {
  for (const orderId of state.expiring.takeDue(state.now)) requestCancel(state, orderId, WHY);
}
