import type { Actor } from "../access/authorize.ts";
import type { ControlAnswer } from "../controls/control-action.ts";
import { CONTROL_LIFE_MS, requestControl } from "../controls/request-control.ts";
import type { Desk } from "../desk.ts";

export type StopRunInput = { readonly portfolioId: string; readonly key: string; readonly runId: string };

/** Stops a run: it gets no more events and its orders are cancelled. */
export function stopRun(desk: Desk, actor: Actor, input: StopRunInput): Promise<ControlAnswer> {
  const { portfolioId, key } = input;
  return requestControl(desk, actor, {
    portfolioId,
    key,
    permission: "strategy:stop",
    lifeMs: CONTROL_LIFE_MS,
    action: () => ({ kind: "stop-run", runId: input.runId }),
    deed: { action: "strategy.stop", target: input.runId, after: { key } },
  });
}
