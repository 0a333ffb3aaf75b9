import { eq } from "drizzle-orm";
import { portfolioMember, user } from "../../../../db/schema/index.ts";
import type { Role } from "../../../domain/access/role.ts";
import { accept, type Result, refuse } from "../../../domain/errors/rejection.ts";
import { type Actor, authorize } from "../../access/authorize.ts";
import { recordAudit } from "../../access/record-audit.ts";
import type { Desk } from "../../desk.ts";
import { normalEmail } from "../../users/insert-user.ts";
import { changeProblem, lockMembers } from "./membership.ts";

export type AddMemberInput = { readonly portfolioId: string; readonly email: string; readonly role: Role };

/** Lets somebody who is on the desk already into a portfolio. */
export async function addMember(desk: Desk, actor: Actor, input: AddMemberInput): Promise<Result<{ userId: string }>> {
  const { portfolioId, role } = input;
  const email = normalEmail(input.email);
  return desk.database.transaction(async (transaction) => {
    const by = await authorize(transaction, actor, "portfolio:member", portfolioId);
    const members = await lockMembers(transaction, portfolioId);
    const problem = changeProblem(members, { by, from: null, to: role });
    if (problem !== null) return { ok: false, rejection: problem };
    const [person] = await transaction.select({ id: user.id }).from(user).where(eq(user.email, email));
    if (person === undefined) {
      return refuse("person-unknown", `Nobody on this desk has the e-mail "${email}". Invite them first.`, { email });
    }
    if (members.some(({ userId }) => userId === person.id)) {
      return refuse("member-already", `"${email}" is a member already. Change the role in the list.`, { email });
    }
    await transaction.insert(portfolioMember).values({ portfolioId, userId: person.id, role });
    await recordAudit(transaction, actor, {
      action: "portfolio.add-member",
      target: person.id,
      portfolioId,
      after: { role },
    });
    return accept({ userId: person.id });
  });
}
