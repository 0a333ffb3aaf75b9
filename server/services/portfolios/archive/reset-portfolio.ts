import { sql } from "drizzle-orm";
import { readUnits } from "../../../../db/queries/decimals.ts";
import { readOpeningBalance } from "../../../../db/queries/performance/net-flow.ts";
import { accept, type Result } from "../../../domain/errors/rejection.ts";
import { type Actor, authorize } from "../../access/authorize.ts";
import { recordAudit } from "../../access/record-audit.ts";
import type { Desk } from "../../desk.ts";
import { BASE_CURRENCY, insertPaperPortfolio } from "../open-portfolio.ts";
import { putAway } from "./put-away.ts";

/**
 * Begins a paper portfolio anew: the old one is archived under its name and the day, and a fresh one opens with the same
 * name, members and opening balance. The history of the old one stays as it is.
 */
export async function resetPortfolio(
  desk: Desk,
  actor: Actor,
  { portfolioId }: { readonly portfolioId: string },
): Promise<Result<{ portfolioId: string }>> {
  return desk.database.transaction(async (transaction) => {
    await authorize(transaction, actor, "portfolio:reset", portfolioId);
    const day = new Date().toISOString().slice(0, 10);
    const away = await putAway(transaction, portfolioId, (name) => `${name} · ${day}`);
    if (!away.ok) return away;
    const opening = await readOpeningBalance(desk.sql, portfolioId, BASE_CURRENCY);
    const units = readUnits(opening, BASE_CURRENCY);
    const freshId = await insertPaperPortfolio(transaction, { ...away.value, units });
    await transaction.execute(sql`
      insert into portfolio_member (portfolio_id, user_id, role)
      select ${freshId}::uuid, user_id, role from portfolio_member where portfolio_id = ${portfolioId}::uuid`);
    await recordAudit(transaction, actor, {
      action: "portfolio.reset",
      target: portfolioId,
      portfolioId,
      before: { name: away.value.name },
      after: { portfolioId: freshId, openingBalance: opening },
    });
    return accept({ portfolioId: freshId });
  });
}
