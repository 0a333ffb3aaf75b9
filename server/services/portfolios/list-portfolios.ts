import { and, eq, isNull } from "drizzle-orm";
import { portfolio, portfolioMember, portfolioState } from "../../../db/schema/index.ts";
import { can } from "../../domain/access/permission.ts";
import type { Role } from "../../domain/access/role.ts";
import type { FeedKind, PortfolioMode } from "../../domain/portfolio/portfolio-kind.ts";
import type { Actor } from "../access/authorize.ts";
import { requireUser } from "../controls/require-user.ts";
import type { Desk } from "../desk.ts";

export type PortfolioListing = {
  readonly portfolioId: string;
  readonly name: string;
  readonly mode: PortfolioMode;
  readonly feedKind: FeedKind;
  readonly baseCurrency: string;
  readonly role: Role;
  /** The newest commit. */
  readonly sequence: number;
};

/** The portfolios of which the actor is a member, oldest first; archived ones are listed nowhere but among all of one's own. */
export async function listPortfolios(desk: Desk, actor: Actor): Promise<PortfolioListing[]> {
  const rows = await desk.database
    .select({
      portfolioId: portfolio.id,
      name: portfolio.name,
      mode: portfolio.mode,
      feedKind: portfolio.feedKind,
      baseCurrency: portfolio.baseCurrency,
      role: portfolioMember.role,
      sequence: portfolioState.sequence,
    })
    .from(portfolio)
    .innerJoin(portfolioMember, eq(portfolioMember.portfolioId, portfolio.id))
    .innerJoin(portfolioState, eq(portfolioState.portfolioId, portfolio.id))
    .where(and(eq(portfolioMember.userId, requireUser(actor)), isNull(portfolio.archivedAt)))
    .orderBy(portfolio.createdAt, portfolio.id);
  return rows.filter((row) => can(row.role, "portfolio:view"));
}
