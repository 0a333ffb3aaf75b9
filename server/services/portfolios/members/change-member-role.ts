import { portfolioMember } from "../../../../db/schema/index.ts";
import type { Role } from "../../../domain/access/role.ts";
import { accept, type Result } from "../../../domain/errors/rejection.ts";
import { type Actor, authorize } from "../../access/authorize.ts";
import { recordAudit } from "../../access/record-audit.ts";
import type { Desk } from "../../desk.ts";
import { changeProblem, lockMembers, NOT_A_MEMBER, ofMember } from "./membership.ts";

export type ChangeMemberRoleInput = { readonly portfolioId: string; readonly userId: string; readonly role: Role };

export async function changeMemberRole(desk: Desk, actor: Actor, input: ChangeMemberRoleInput): Promise<Result<null>> {
  const { portfolioId, userId, role } = input;
  return desk.database.transaction(async (transaction) => {
    const by = await authorize(transaction, actor, "portfolio:member", portfolioId);
    const members = await lockMembers(transaction, portfolioId);
    const member = members.find((each) => each.userId === userId);
    if (member === undefined) return NOT_A_MEMBER;
    const problem = changeProblem(members, { by, from: member.role, to: role });
    if (problem !== null) return { ok: false, rejection: problem };
    await transaction.update(portfolioMember).set({ role }).where(ofMember(portfolioId, userId));
    await recordAudit(transaction, actor, {
      action: "portfolio.change-member-role",
      target: userId,
      portfolioId,
      before: { role: member.role },
      after: { role },
    });
    return accept(null);
  });
}
