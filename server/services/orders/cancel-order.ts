import { type Actor, authorize } from "../access/authorize.ts";
import { recordAudit } from "../access/record-audit.ts";
import { awaitOutcome } from "../controls/await-outcome.ts";
import type { ControlAnswer } from "../controls/control-action.ts";
import { CONTROL_LIFE_MS, queueControl } from "../controls/queue-control.ts";
import { requireUser } from "../controls/require-user.ts";
import type { Desk } from "../desk.ts";

export type CancelOrderInput = { readonly portfolioId: string; readonly key: string; readonly orderId: string };

/** Asks the worker to cancel one order. The answer says that the request went out; the order itself tells how it ended. */
export async function cancelOrder(desk: Desk, actor: Actor, input: CancelOrderInput): Promise<ControlAnswer> {
  const { portfolioId, key } = input;
  const sequence = await desk.database.transaction(async (transaction) => {
    await authorize(transaction, actor, "order:cancel", portfolioId);
    const userId = requireUser(actor);
    const queued = await queueControl(transaction, {
      portfolioId,
      key,
      userId,
      lifeMs: CONTROL_LIFE_MS,
      action: { kind: "cancel-order", orderId: input.orderId },
    });
    if (queued.isNew) {
      await recordAudit(transaction, actor, {
        action: "order.cancel",
        target: input.orderId,
        portfolioId,
        after: { key },
      });
    }
    return queued.sequence;
  });
  return awaitOutcome(desk, portfolioId, key, sequence);
}
