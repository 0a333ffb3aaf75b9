import { asc, eq } from "drizzle-orm";
import { portfolioMember, user } from "../../../../db/schema/index.ts";
import type { Role } from "../../../domain/access/role.ts";
import { type Actor, authorize } from "../../access/authorize.ts";
import type { Desk } from "../../desk.ts";

export type PortfolioMember = {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
};

/** Who may do what in a portfolio, the longest on the desk first. */
export async function listMembers(desk: Desk, actor: Actor, portfolioId: string): Promise<PortfolioMember[]> {
  await authorize(desk.database, actor, "portfolio:member", portfolioId);
  return desk.database
    .select({ userId: user.id, name: user.name, email: user.email, role: portfolioMember.role })
    .from(portfolioMember)
    .innerJoin(user, eq(user.id, portfolioMember.userId))
    .where(eq(portfolioMember.portfolioId, portfolioId))
    .orderBy(asc(user.createdAt), asc(user.id));
}
