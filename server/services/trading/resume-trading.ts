import type { Actor } from "../access/authorize.ts";
import type { ControlAnswer } from "../controls/control-action.ts";
import { CONTROL_LIFE_MS, requestControl } from "../controls/request-control.ts";
import type { Desk } from "../desk.ts";

export type ResumeTradingInput = {
  readonly portfolioId: string;
  readonly key: string;
  /** The stops that the person saw; null lets go of all. */
  readonly stopIds: readonly string[] | null;
};

/** Releases the kill switch: the stops that are named, and no other that came meanwhile. */
export function resumeTrading(desk: Desk, actor: Actor, input: ResumeTradingInput): Promise<ControlAnswer> {
  const { portfolioId, key, stopIds } = input;
  return requestControl(desk, actor, {
    portfolioId,
    key,
    permission: "trading:resume",
    lifeMs: CONTROL_LIFE_MS,
    action: () => ({ kind: "resume", ...(stopIds === null ? {} : { stopIds }) }),
    deed: { action: "trading.resume", target: portfolioId, after: { key, stopIds } },
  });
}
