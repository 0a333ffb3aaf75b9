import type { Actor } from "../access/authorize.ts";
import type { ControlAnswer } from "../controls/control-action.ts";
import { CONTROL_LIFE_MS, requestControl } from "../controls/request-control.ts";
import type { Desk } from "../desk.ts";

export type CancelAllOrdersInput = {
  readonly portfolioId: string;
  readonly key: string;
  readonly instrumentId: string | null;
};

/** Asks the worker to cancel all working orders, of one instrument or (null) of all. */
export function cancelAllOrders(desk: Desk, actor: Actor, input: CancelAllOrdersInput): Promise<ControlAnswer> {
  const { portfolioId, key } = input;
  return requestControl(desk, actor, {
    portfolioId,
    key,
    permission: "order:cancel",
    lifeMs: CONTROL_LIFE_MS,
    action: () => ({ kind: "cancel-all", instrumentId: input.instrumentId }),
    deed: { action: "order.cancel-all", target: input.instrumentId ?? "all", after: { key } },
  });
}
