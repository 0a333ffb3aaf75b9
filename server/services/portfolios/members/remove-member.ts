import { portfolioMember } from "../../../../db/schema/index.ts";
import { accept, type Result } from "../../../domain/errors/rejection.ts";
import { type Actor, authorize } from "../../access/authorize.ts";
import { recordAudit } from "../../access/record-audit.ts";
import type { Desk } from "../../desk.ts";
import { changeProblem, lockMembers, NOT_A_MEMBER, ofMember } from "./membership.ts";

export type RemoveMemberInput = { readonly portfolioId: string; readonly userId: string };

/** Takes somebody out of a portfolio; an open browser of theirs loses it within seconds. */
export async function removeMember(desk: Desk, actor: Actor, input: RemoveMemberInput): Promise<Result<null>> {
  const { portfolioId, userId } = input;
  return desk.database.transaction(async (transaction) => {
    const by = await authorize(transaction, actor, "portfolio:member", portfolioId);
    const members = await lockMembers(transaction, portfolioId);
    const member = members.find((each) => each.userId === userId);
    if (member === undefined) return NOT_A_MEMBER;
    const problem = changeProblem(members, { by, from: member.role, to: null });
    if (problem !== null) return { ok: false, rejection: problem };
    await transaction.delete(portfolioMember).where(ofMember(portfolioId, userId));
    await recordAudit(transaction, actor, {
      action: "portfolio.remove-member",
      target: userId,
      portfolioId,
      before: { role: member.role },
    });
    return accept(null);
  });
}
