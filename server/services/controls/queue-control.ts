import { eq, sql } from "drizzle-orm";
import { controlCommand, portfolioState } from "../../../db/schema/index.ts";
import { stringifyExact } from "../../domain/money/integer-json.ts";
import type { Transaction } from "../desk.ts";
import type { ControlAction } from "./control-action.ts";

export type QueuedControl = {
  readonly portfolioId: string;
  readonly key: string;
  readonly userId: string;
  readonly action: ControlAction;
  readonly lifeMs: number;
};

export const PLACE_LIFE_MS = 5_000;
export const CONTROL_LIFE_MS = 60_000;

/**
 * Puts the command into the queue and rings the worker; `isNew` is false when the key was used before, and then nothing is
 * added. `sequence` is the portfolio's place in its journal before the command can have acted.
 */
export async function queueControl(
  transaction: Transaction,
  control: QueuedControl,
): Promise<{ isNew: boolean; sequence: number }> {
  const [state] = await transaction
    .select({ sequence: portfolioState.sequence })
    .from(portfolioState)
    .where(eq(portfolioState.portfolioId, control.portfolioId));
  const sequence = state?.sequence ?? 0;
  const added = await transaction
    .insert(controlCommand)
    .values({
      portfolioId: control.portfolioId,
      key: control.key,
      userId: control.userId,
      action: sql`${stringifyExact(control.action)}::text::jsonb`,
      expiresAt: sql`clock_timestamp() + ${control.lifeMs}::int * interval '1 ms'`,
    })
    .onConflictDoNothing()
    .returning({ key: controlCommand.key });
  if (added.length === 0) return { isNew: false, sequence };
  // Commits that ring a bell queue up behind each other's flush. This one need not flush: the commit that answers it does,
  // and a request that a crash takes away unanswered has never acted.
  await transaction.execute(
    sql`select pg_notify('tradewind_control', ${control.portfolioId}::text), set_config('synchronous_commit', 'off', true)`,
  );
  return { isNew: true, sequence };
}
