import type { Actor } from "../access/authorize.ts";
import type { ControlAnswer } from "../controls/control-action.ts";
import { CONTROL_LIFE_MS, requestControl } from "../controls/request-control.ts";
import type { Desk } from "../desk.ts";

export type StartRunInput = {
  readonly portfolioId: string;
  readonly key: string;
  readonly strategy: string;
  readonly instrumentId: string;
  readonly parameters: Readonly<Record<string, number>>;
};

/** Starts a run of a strategy. Its id is the idempotency key, so a repeated request starts nothing more. */
export function startRun(desk: Desk, actor: Actor, input: StartRunInput): Promise<ControlAnswer> {
  const { portfolioId, key, ...run } = input;
  return requestControl(desk, actor, {
    portfolioId,
    key,
    permission: "strategy:start",
    lifeMs: CONTROL_LIFE_MS,
    action: () => ({ ...run, kind: "start-run", runId: key }),
    deed: { action: "strategy.start", target: key, after: run },
  });
}
