import { type StopAction, type StopScope, scopeText } from "../../domain/kill-switch/stop.ts";
import { type Actor, authorize } from "../access/authorize.ts";
import { type ControlAnswer, refused } from "../controls/control-action.ts";
import { HALT_LIFE_MS, requestControl } from "../controls/request-control.ts";
import type { Desk } from "../desk.ts";

export type HaltTradingInput = {
  readonly portfolioId: string;
  readonly key: string;
  readonly scope: StopScope;
  readonly action: StopAction;
  /** Why, in the person's own words; empty leaves it to the desk's. */
  readonly reason: string;
};

/**
 * The kill switch. `everything` reaches this portfolio as well; the others are asked for one by one. What closes positions at
 * whatever the market takes wants a reason.
 */
export async function haltTrading(desk: Desk, actor: Actor, input: HaltTradingInput): Promise<ControlAnswer> {
  const { portfolioId, key, scope, action, reason } = input;
  await authorize(desk.database, actor, "trading:halt", portfolioId);
  if (action === "flatten" && reason.trim() === "") {
    const message = "Flattening closes positions at what the market takes and cannot be undone. Say why in the reason.";
    return refused({ code: "reason-missing", message, facts: { action } });
  }
  return requestControl(desk, actor, {
    portfolioId,
    key,
    permission: "trading:halt",
    lifeMs: HALT_LIFE_MS,
    action: () => ({ kind: "halt", scope, action, reason }),
    deed: { action: "trading.halt", target: portfolioId, after: { key, scope: scopeText(scope), action, reason } },
  });
}
