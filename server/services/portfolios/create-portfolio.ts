import type { FeedKind } from "../../domain/portfolio/portfolio-kind.ts";
import { type Actor, authorize } from "../access/authorize.ts";
import { recordAudit } from "../access/record-audit.ts";
import { requireUser } from "../controls/require-user.ts";
import type { Desk } from "../desk.ts";
import { openPaperPortfolio } from "./open-portfolio.ts";

/** A new paper portfolio of the running feed's kind, owned by who makes it. */
export async function createPortfolio(
  desk: Desk,
  actor: Actor,
  input: { readonly name: string; readonly feedKind: FeedKind },
): Promise<{ portfolioId: string }> {
  return desk.database.transaction(async (transaction) => {
    await authorize(transaction, actor, "portfolio:create", null);
    const portfolioId = await openPaperPortfolio(transaction, requireUser(actor), input);
    await recordAudit(transaction, actor, {
      action: "portfolio.create",
      target: portfolioId,
      portfolioId,
      after: input,
    });
    return { portfolioId };
  });
}
