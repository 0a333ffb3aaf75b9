import type { SelfTradeMode } from "../../domain/orders/self-trade.ts";
import type { Actor } from "../access/authorize.ts";
import type { ControlAnswer } from "../controls/control-action.ts";
import { CONTROL_LIFE_MS, requestControl } from "../controls/request-control.ts";
import type { Desk } from "../desk.ts";

export type SetSelfTradeInput = { readonly portfolioId: string; readonly key: string; readonly mode: SelfTradeMode };

/** What happens to an order of the portfolio that would trade with another of its own; whoever may let it trade may set it. */
export function setSelfTrade(desk: Desk, actor: Actor, input: SetSelfTradeInput): Promise<ControlAnswer> {
  const { portfolioId, key, mode } = input;
  return requestControl(desk, actor, {
    portfolioId,
    key,
    permission: "trading:resume",
    lifeMs: CONTROL_LIFE_MS,
    action: () => ({ kind: "set-self-trade", mode }),
    deed: { action: "trading.set-self-trade", target: portfolioId, after: { key, mode } },
  });
}
