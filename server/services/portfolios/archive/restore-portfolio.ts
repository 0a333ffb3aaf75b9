import { eq, sql } from "drizzle-orm";
import { portfolio } from "../../../../db/schema/index.ts";
import { accept, type Result, refuse } from "../../../domain/errors/rejection.ts";
import { type Actor, authorize } from "../../access/authorize.ts";
import { recordAudit } from "../../access/record-audit.ts";
import { requireUser } from "../../controls/require-user.ts";
import type { Desk } from "../../desk.ts";
import { nameProblem } from "../portfolio-name.ts";

/**
 * Takes an archived portfolio out again, under a name that no open one of the actor bears: its positions, cash and history
 * are as they were put away, and the worker looks after it anew.
 */
export async function restorePortfolio(
  desk: Desk,
  actor: Actor,
  { portfolioId, name }: { readonly portfolioId: string; readonly name: string },
): Promise<Result<null>> {
  return desk.database.transaction(async (transaction) => {
    await authorize(transaction, actor, "portfolio:reset", portfolioId);
    const [row] = await transaction
      .select({ name: portfolio.name, archivedAt: portfolio.archivedAt })
      .from(portfolio)
      .where(eq(portfolio.id, portfolioId))
      .for("update");
    if (row === undefined || row.archivedAt === null) {
      return refuse("portfolio-not-archived", "This portfolio is not archived. Reload the page.");
    }
    const problem = await nameProblem(transaction, requireUser(actor), name, portfolioId);
    if (problem !== null) return { ok: false, rejection: problem };
    await transaction.update(portfolio).set({ name, archivedAt: null }).where(eq(portfolio.id, portfolioId));
    await transaction.execute(sql`select pg_notify('tradewind_control', ${portfolioId}::text)`);
    await recordAudit(transaction, actor, {
      action: "portfolio.restore",
      target: portfolioId,
      portfolioId,
      before: { name: row.name },
      after: { name },
    });
    return accept(null);
  });
}
