import { eq } from "drizzle-orm";
import { portfolio } from "../../../db/schema/index.ts";
import { accept, type Result } from "../../domain/errors/rejection.ts";
import { type Actor, authorize } from "../access/authorize.ts";
import { recordAudit } from "../access/record-audit.ts";
import { requireUser } from "../controls/require-user.ts";
import type { Desk } from "../desk.ts";
import { nameProblem } from "./portfolio-name.ts";

export async function renamePortfolio(
  desk: Desk,
  actor: Actor,
  { portfolioId, name }: { readonly portfolioId: string; readonly name: string },
): Promise<Result<null>> {
  return desk.database.transaction(async (transaction) => {
    await authorize(transaction, actor, "portfolio:reset", portfolioId);
    const problem = await nameProblem(transaction, requireUser(actor), name, portfolioId);
    if (problem !== null) return { ok: false, rejection: problem };
    const [before] = await transaction
      .select({ name: portfolio.name })
      .from(portfolio)
      .where(eq(portfolio.id, portfolioId));
    await transaction.update(portfolio).set({ name }).where(eq(portfolio.id, portfolioId));
    await recordAudit(transaction, actor, {
      action: "portfolio.rename",
      target: portfolioId,
      portfolioId,
      before,
      after: { name },
    });
    return accept(null);
  });
}
