import type { Permission } from "../../domain/access/permission.ts";
import { type Actor, authorize } from "../access/authorize.ts";
import { type Deed, recordAudit } from "../access/record-audit.ts";
import type { Desk } from "../desk.ts";
import { awaitOutcome } from "./await-outcome.ts";
import { type ControlAction, type ControlAnswer, refused } from "./control-action.ts";
import { queueControl } from "./queue-control.ts";
import { requireUser } from "./require-user.ts";

export const PLACE_LIFE_MS = 5_000;
export const CONTROL_LIFE_MS = 60_000;
/** Whoever stopped everything must not find it running because the worker was down for a while. */
export const HALT_LIFE_MS = 7 * 86_400_000;

export type ControlRequest = {
  readonly portfolioId: string;
  /** Made by whoever asks: the same key never acts twice. */
  readonly key: string;
  readonly permission: Permission;
  readonly lifeMs: number;
  readonly action: (userId: string) => ControlAction;
  readonly deed: Omit<Deed, "portfolioId">;
};

/** Queues for the worker what a person asks of a portfolio, audited, and waits a moment for the answer. */
export async function requestControl(desk: Desk, actor: Actor, request: ControlRequest): Promise<ControlAnswer> {
  const { portfolioId, key, lifeMs } = request;
  const queued = await desk.database.transaction(async (transaction) => {
    await authorize(transaction, actor, request.permission, portfolioId);
    const userId = requireUser(actor);
    const result = await queueControl(transaction, {
      portfolioId,
      key,
      userId,
      lifeMs,
      action: request.action(userId),
    });
    if (result.kind === "added") await recordAudit(transaction, actor, { ...request.deed, portfolioId });
    return result;
  });
  if (queued.kind === "frozen") {
    const message =
      "This portfolio trades on another feed than the desk plays now, so nothing of it can act. Start the desk with its own feed.";
    return refused({ code: "portfolio-frozen", message, facts: {} });
  }
  if (queued.kind === "archived") {
    const message = "This portfolio is archived: nothing of it can act. Choose another portfolio.";
    return refused({ code: "portfolio-archived", message, facts: {} });
  }
  if (queued.kind === "other-action") {
    const message = `Key "${key}" was used for another request. Make a new key for each thing that is asked.`;
    return refused({ code: "key-reused", message, facts: { key } });
  }
  return awaitOutcome(desk, portfolioId, key, queued.sequence);
}
