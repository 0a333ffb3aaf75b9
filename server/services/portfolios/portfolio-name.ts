import { and, eq, isNull, ne } from "drizzle-orm";
import { portfolio, portfolioMember } from "../../../db/schema/index.ts";
import { type Rejection, refuse } from "../../domain/errors/rejection.ts";
import type { Transaction } from "../desk.ts";

/**
 * Why a person's portfolio cannot bear this name; null when it can. No two open portfolios of one person are called alike:
 * somebody would trade in the wrong one.
 */
export async function nameProblem(
  transaction: Transaction,
  userId: string,
  name: string,
  portfolioId: string | null = null,
): Promise<Rejection | null> {
  if (name.trim() !== name || name === "") {
    return refuse("portfolio-name-blank", `"${name}" begins or ends with a space. Give the portfolio a plain name.`)
      .rejection;
  }
  const [taken] = await transaction
    .select({ id: portfolio.id })
    .from(portfolio)
    .innerJoin(portfolioMember, eq(portfolioMember.portfolioId, portfolio.id))
    .where(
      and(
        eq(portfolioMember.userId, userId),
        eq(portfolio.name, name),
        isNull(portfolio.archivedAt),
        portfolioId === null ? undefined : ne(portfolio.id, portfolioId),
      ),
    );
  if (taken === undefined) return null;
  return refuse("portfolio-name-taken", `You have a portfolio "${name}" already. Choose another name.`).rejection;
}
