import { and, eq } from "drizzle-orm";
import { portfolioMember } from "../../../../db/schema/index.ts";
import type { Role } from "../../../domain/access/role.ts";
import { type Rejection, refuse } from "../../../domain/errors/rejection.ts";
import type { Transaction } from "../../desk.ts";

type Membership = { readonly userId: string; readonly role: Role };

/** All members, held until the transaction ends, so that two people cannot each remove the other owner. */
export function lockMembers(transaction: Transaction, portfolioId: string): Promise<Membership[]> {
  return transaction
    .select({ userId: portfolioMember.userId, role: portfolioMember.role })
    .from(portfolioMember)
    .where(eq(portfolioMember.portfolioId, portfolioId))
    .orderBy(portfolioMember.userId)
    .for("update");
}

export const ofMember = (portfolioId: string, userId: string) =>
  and(eq(portfolioMember.portfolioId, portfolioId), eq(portfolioMember.userId, userId));

export const NOT_A_MEMBER = refuse("member-unknown", "This person is no member of the portfolio. Reload the page.");

/** Why a member cannot get another role, or (`to` null) be taken out; null when that is allowed. */
export function changeProblem(
  members: readonly Membership[],
  { by, from, to }: { readonly by: Role; readonly from: Role | null; readonly to: Role | null },
): Rejection | null {
  const isHigh = (role: Role | null) => role === "owner" || role === "admin";
  if (by !== "owner" && (isHigh(from) || isHigh(to))) {
    return refuse("role-too-high", "Only an owner of the portfolio may make or change an owner or admin.").rejection;
  }
  const owners = members.filter(({ role }) => role === "owner").length;
  if (from === "owner" && to !== "owner" && owners === 1) {
    return refuse("last-owner", "This is the portfolio's last owner. Make somebody else an owner first.").rejection;
  }
  return null;
}
