import { accept, type Result } from "../../../domain/errors/rejection.ts";
import { type Actor, authorize } from "../../access/authorize.ts";
import { recordAudit } from "../../access/record-audit.ts";
import type { Desk } from "../../desk.ts";
import { putAway } from "./put-away.ts";

/** Puts a paper portfolio away: nobody trades in it until it is restored; what it did stays. */
export async function archivePortfolio(
  desk: Desk,
  actor: Actor,
  { portfolioId }: { readonly portfolioId: string },
): Promise<Result<null>> {
  return desk.database.transaction(async (transaction) => {
    await authorize(transaction, actor, "portfolio:reset", portfolioId);
    const away = await putAway(transaction, portfolioId, (name) => name);
    if (!away.ok) return away;
    await recordAudit(transaction, actor, {
      action: "portfolio.archive",
      target: portfolioId,
      portfolioId,
      before: { name: away.value.name },
    });
    return accept(null);
  });
}
