import { type Actor, authorize } from "../access/authorize.ts";
import { recordAudit } from "../access/record-audit.ts";
import { awaitOutcome } from "../controls/await-outcome.ts";
import type { ControlAnswer } from "../controls/control-action.ts";
import { CONTROL_LIFE_MS, queueControl } from "../controls/queue-control.ts";
import { requireUser } from "../controls/require-user.ts";
import type { Desk } from "../desk.ts";

export type ResumeTradingInput = { readonly portfolioId: string; readonly key: string };

/** Releases the kill switch. */
export async function resumeTrading(desk: Desk, actor: Actor, input: ResumeTradingInput): Promise<ControlAnswer> {
  const { portfolioId, key } = input;
  const sequence = await desk.database.transaction(async (transaction) => {
    await authorize(transaction, actor, "trading:resume", portfolioId);
    const userId = requireUser(actor);
    const queued = await queueControl(transaction, {
      portfolioId,
      key,
      userId,
      lifeMs: CONTROL_LIFE_MS,
      action: { kind: "resume" },
    });
    if (queued.isNew) {
      await recordAudit(transaction, actor, {
        action: "trading.resume",
        target: portfolioId,
        portfolioId,
        after: { key },
      });
    }
    return queued.sequence;
  });
  return awaitOutcome(desk, portfolioId, key, sequence);
}
