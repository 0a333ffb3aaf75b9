import { and, eq, sql } from "drizzle-orm";
import { controlCommand, portfolio, portfolioState } from "../../../db/schema/index.ts";
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

const IS_OFF_TAPE = sql<boolean>`coalesce(${portfolioState.feedKey} <> (select key from feed_state order by updated_at desc limit 1), false)`;

/** `sequence` is the portfolio's place in its journal before the command can have acted. */
type Queued = {
  readonly kind: "added" | "repeated" | "other-action" | "frozen" | "archived";
  readonly sequence: number;
};

/** Puts the command into the queue and rings the worker. A key that was used before adds nothing, whoever used it. */
export async function queueControl(transaction: Transaction, control: QueuedControl): Promise<Queued> {
  const [state] = await transaction
    .select({ sequence: portfolioState.sequence, isOffTape: IS_OFF_TAPE, archivedAt: portfolio.archivedAt })
    .from(portfolioState)
    .innerJoin(portfolio, eq(portfolio.id, portfolioState.portfolioId))
    .where(eq(portfolioState.portfolioId, control.portfolioId))
    .for("key share", { of: portfolio }); // Who archives it at this moment is waited for: nothing is queued behind their back.
  const sequence = state?.sequence ?? 0;
  if (state !== undefined && state.archivedAt !== null) return { kind: "archived", sequence };
  // Nobody runs it while the desk plays another tape: a command would only wait, and act when nobody expects it.
  if (state?.isOffTape === true) return { kind: "frozen", sequence };
  const action = sql`${stringifyExact(control.action)}::text::jsonb`;
  const added = await transaction
    .insert(controlCommand)
    .values({
      portfolioId: control.portfolioId,
      key: control.key,
      userId: control.userId,
      action,
      expiresAt: sql`clock_timestamp() + ${control.lifeMs}::int * interval '1 ms'`,
    })
    .onConflictDoNothing()
    .returning({ key: controlCommand.key });
  if (added.length === 0) {
    const [known] = await transaction
      .select({ isSame: sql<boolean>`${controlCommand.action} = ${action}` })
      .from(controlCommand)
      .where(and(eq(controlCommand.portfolioId, control.portfolioId), eq(controlCommand.key, control.key)));
    return { kind: known?.isSame === false ? "other-action" : "repeated", sequence };
  }
  // Commits that ring a bell queue up behind each other's flush. This one need not flush: the commit that answers it does,
  // and a request that a crash takes away unanswered has never acted.
  await transaction.execute(
    sql`select pg_notify('tradewind_control', ${control.portfolioId}::text), set_config('synchronous_commit', 'off', true)`,
  );
  return { kind: "added", sequence };
}
