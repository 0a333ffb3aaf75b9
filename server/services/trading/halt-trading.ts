import type { Actor } from "../access/authorize.ts";
import type { ControlAnswer } from "../controls/control-action.ts";
import { HALT_LIFE_MS, requestControl } from "../controls/request-control.ts";
import type { Desk } from "../desk.ts";

export type HaltTradingInput = { readonly portfolioId: string; readonly key: string };

/** The kill switch: no new orders, and all that work are cancelled. */
export function haltTrading(desk: Desk, actor: Actor, input: HaltTradingInput): Promise<ControlAnswer> {
  const { portfolioId, key } = input;
  return requestControl(desk, actor, {
    portfolioId,
    key,
    permission: "trading:halt",
    lifeMs: HALT_LIFE_MS,
    action: () => ({ kind: "halt" }),
    deed: { action: "trading.halt", target: portfolioId, after: { key } },
  });
}
