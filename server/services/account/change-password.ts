import { and, count, eq, gt, ne, sql } from "drizzle-orm";
import { account, audit, session, user } from "../../../db/schema/index.ts";
import { accept, type Result, refuse } from "../../domain/errors/rejection.ts";
import { hashPassword, isPassword, passwordProblem } from "../../platform/password.ts";
import type { Actor } from "../access/authorize.ts";
import { authorizeSelf } from "../access/authorize-self.ts";
import { recordAudit } from "../access/record-audit.ts";
import type { Desk, Transaction } from "../desk.ts";

export type ChangePasswordInput = { readonly current: string; readonly next: string; readonly sessionId: string };

const MISTAKE = "user.password-mistake";
const MISTAKES_MAX = 8;

/** Sets another password for who knows the present one, and ends the person's other sessions. */
export async function changePassword(
  desk: Desk,
  actor: Actor,
  { current, next, sessionId }: ChangePasswordInput,
): Promise<Result<{ endedSessions: number }>> {
  return desk.database.transaction(async (transaction) => {
    const userId = await authorizeSelf(transaction, actor);
    // One attempt at a time, so that many at once cannot outrun the count of mistakes.
    const [person] = await transaction.select().from(user).where(eq(user.id, userId)).for("update");
    const own = and(eq(account.userId, userId), eq(account.providerId, "credential"));
    const [credential] = await transaction.select({ password: account.password }).from(account).where(own);
    if ((await countMistakes(transaction, userId)) >= MISTAKES_MAX) {
      return refuse("too-many-attempts", "Too many attempts with a wrong password. Wait 15 minutes, then try again.");
    }
    const isRight = credential?.password != null && (await isPassword(credential.password, current));
    if (!isRight) {
      await recordAudit(transaction, actor, { action: MISTAKE, target: userId, portfolioId: null });
      return refuse("password-wrong", "The current password is not right. Type it again.");
    }
    const problem = passwordProblem(next, person?.email ?? "");
    if (problem !== null) return refuse("password-weak", problem);
    if (next === current) {
      return refuse("password-same", "The new password is the current one. Choose another one.");
    }
    await transaction
      .update(account)
      .set({ password: await hashPassword(next), updatedAt: sql`now()` })
      .where(own);
    const ended = await transaction
      .delete(session)
      .where(and(eq(session.userId, userId), ne(session.id, sessionId)))
      .returning({ id: session.id });
    await recordAudit(transaction, actor, {
      action: "user.change-password",
      target: userId,
      portfolioId: null,
      after: { endedSessions: ended.length },
    });
    return accept({ endedSessions: ended.length });
  });
}

async function countMistakes(transaction: Transaction, userId: string): Promise<number> {
  const [row] = await transaction
    .select({ mistakes: count() })
    .from(audit)
    .where(
      and(
        eq(audit.action, MISTAKE),
        eq(audit.actorUserId, userId),
        gt(audit.at, sql`clock_timestamp() - interval '15 minutes'`),
      ),
    );
  return row?.mistakes ?? 0;
}
