import { type Actor, authorize } from "../access/authorize.ts";
import { recordAudit } from "../access/record-audit.ts";
import { awaitOutcome } from "../controls/await-outcome.ts";
import type { ControlAnswer } from "../controls/control-action.ts";
import { CONTROL_LIFE_MS, queueControl } from "../controls/queue-control.ts";
import { requireUser } from "../controls/require-user.ts";
import type { Desk } from "../desk.ts";

export type StopRunInput = { readonly portfolioId: string; readonly key: string; readonly runId: string };

/** Stops a run: it gets no more events and its orders are cancelled. */
export async function stopRun(desk: Desk, actor: Actor, input: StopRunInput): Promise<ControlAnswer> {
  const { portfolioId, key } = input;
  const sequence = await desk.database.transaction(async (transaction) => {
    await authorize(transaction, actor, "strategy:stop", portfolioId);
    const userId = requireUser(actor);
    const queued = await queueControl(transaction, {
      portfolioId,
      key,
      userId,
      lifeMs: CONTROL_LIFE_MS,
      action: { kind: "stop-run", runId: input.runId },
    });
    if (queued.isNew) {
      await recordAudit(transaction, actor, {
        action: "strategy.stop",
        target: input.runId,
        portfolioId,
        after: { key },
      });
    }
    return queued.sequence;
  });
  return awaitOutcome(desk, portfolioId, key, sequence);
}
