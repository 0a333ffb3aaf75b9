import { type Actor, authorize } from "../access/authorize.ts";
import { recordAudit } from "../access/record-audit.ts";
import { awaitOutcome } from "../controls/await-outcome.ts";
import type { ControlAnswer } from "../controls/control-action.ts";
import { CONTROL_LIFE_MS, queueControl } from "../controls/queue-control.ts";
import { requireUser } from "../controls/require-user.ts";
import type { Desk } from "../desk.ts";

export type StartRunInput = {
  readonly portfolioId: string;
  readonly key: string;
  readonly strategy: string;
  readonly instrumentId: string;
  readonly parameters: Readonly<Record<string, number>>;
};

/** Starts a run of a strategy. Its id is the idempotency key, so a repeated request starts nothing more. */
export async function startRun(desk: Desk, actor: Actor, input: StartRunInput): Promise<ControlAnswer> {
  const { portfolioId, key } = input;
  const sequence = await desk.database.transaction(async (transaction) => {
    await authorize(transaction, actor, "strategy:start", portfolioId);
    const userId = requireUser(actor);
    const queued = await queueControl(transaction, {
      portfolioId,
      key,
      userId,
      lifeMs: CONTROL_LIFE_MS,
      action: {
        kind: "start-run",
        runId: key,
        strategy: input.strategy,
        instrumentId: input.instrumentId,
        parameters: input.parameters,
      },
    });
    if (queued.isNew) {
      await recordAudit(transaction, actor, {
        action: "strategy.start",
        target: key,
        portfolioId,
        after: { strategy: input.strategy, instrumentId: input.instrumentId, parameters: input.parameters },
      });
    }
    return queued.sequence;
  });
  return awaitOutcome(desk, portfolioId, key, sequence);
}
