import { type Actor, authorize } from "../access/authorize.ts";
import { recordAudit } from "../access/record-audit.ts";
import { awaitOutcome } from "../controls/await-outcome.ts";
import type { ControlAnswer } from "../controls/control-action.ts";
import { CONTROL_LIFE_MS, queueControl } from "../controls/queue-control.ts";
import { requireUser } from "../controls/require-user.ts";
import type { Desk } from "../desk.ts";

export type CancelAllOrdersInput = {
  readonly portfolioId: string;
  readonly key: string;
  readonly instrumentId: string | null;
};

/** Asks the worker to cancel all working orders, of one instrument or (null) of all. */
export async function cancelAllOrders(desk: Desk, actor: Actor, input: CancelAllOrdersInput): Promise<ControlAnswer> {
  const { portfolioId, key } = input;
  const sequence = await desk.database.transaction(async (transaction) => {
    await authorize(transaction, actor, "order:cancel", portfolioId);
    const userId = requireUser(actor);
    const queued = await queueControl(transaction, {
      portfolioId,
      key,
      userId,
      lifeMs: CONTROL_LIFE_MS,
      action: { kind: "cancel-all", instrumentId: input.instrumentId },
    });
    if (queued.isNew) {
      await recordAudit(transaction, actor, {
        action: "order.cancel-all",
        target: input.instrumentId ?? "all",
        portfolioId,
        after: { key },
      });
    }
    return queued.sequence;
  });
  return awaitOutcome(desk, portfolioId, key, sequence);
}
