import { type Actor, authorize } from "../access/authorize.ts";
import { recordAudit } from "../access/record-audit.ts";
import { awaitOutcome } from "../controls/await-outcome.ts";
import type { ControlAnswer } from "../controls/control-action.ts";
import { CONTROL_LIFE_MS, queueControl } from "../controls/queue-control.ts";
import { requireUser } from "../controls/require-user.ts";
import type { Desk } from "../desk.ts";

export type HaltTradingInput = { readonly portfolioId: string; readonly key: string };

/** The kill switch: no new orders, and all that work are cancelled. */
export async function haltTrading(desk: Desk, actor: Actor, input: HaltTradingInput): Promise<ControlAnswer> {
  const { portfolioId, key } = input;
  const sequence = await desk.database.transaction(async (transaction) => {
    await authorize(transaction, actor, "trading:halt", portfolioId);
    const userId = requireUser(actor);
    const queued = await queueControl(transaction, {
      portfolioId,
      key,
      userId,
      lifeMs: CONTROL_LIFE_MS,
      action: { kind: "halt" },
    });
    if (queued.isNew) {
      await recordAudit(transaction, actor, {
        action: "trading.halt",
        target: portfolioId,
        portfolioId,
        after: { key },
      });
    }
    return queued.sequence;
  });
  return awaitOutcome(desk, portfolioId, key, sequence);
}
