import type { Actor } from "../access/authorize.ts";
import type { ControlAnswer } from "../controls/control-action.ts";
import { CONTROL_LIFE_MS, requestControl } from "../controls/request-control.ts";
import type { Desk } from "../desk.ts";

export type CancelOrderInput = { readonly portfolioId: string; readonly key: string; readonly orderId: string };

/** Asks the worker to cancel one order. The answer says that the request went out; the order itself tells how it ended. */
export function cancelOrder(desk: Desk, actor: Actor, input: CancelOrderInput): Promise<ControlAnswer> {
  const { portfolioId, key } = input;
  return requestControl(desk, actor, {
    portfolioId,
    key,
    permission: "order:cancel",
    lifeMs: CONTROL_LIFE_MS,
    action: () => ({ kind: "cancel-order", orderId: input.orderId }),
    deed: { action: "order.cancel", target: input.orderId, after: { key } },
  });
}
