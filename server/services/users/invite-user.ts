import { eq } from "drizzle-orm";
import { portfolioMember, user } from "../../../db/schema/index.ts";
import type { Role } from "../../domain/access/role.ts";
import { accept, type Result, refuse } from "../../domain/errors/rejection.ts";
import { type Actor, authorize } from "../access/authorize.ts";
import { recordAudit } from "../access/record-audit.ts";
import type { Desk } from "../desk.ts";
import { insertUser, normalEmail } from "./insert-user.ts";
import { issueLink } from "./one-time-link.ts";

export type InviteUserInput = {
  readonly name: string;
  readonly email: string;
  readonly role: Exclude<Role, "owner">;
  /** Portfolios that the person joins with the same role. */
  readonly portfolioIds: readonly string[];
};

/** Makes the person and a one-time link (path and token) to hand over by whatever way the desk's people use. */
export async function inviteUser(
  desk: Desk,
  actor: Actor,
  input: InviteUserInput,
): Promise<Result<{ userId: string; path: string }>> {
  const email = normalEmail(input.email);
  return desk.database.transaction(async (transaction) => {
    const role = await authorize(transaction, actor, "user:invite", null);
    for (const portfolioId of input.portfolioIds) await authorize(transaction, actor, "portfolio:view", portfolioId);
    if (input.role === "admin" && role !== "owner") {
      return refuse("role-too-high", "Only an owner may invite an admin. Choose manager, trader or viewer.");
    }
    const [known] = await transaction.select({ id: user.id }).from(user).where(eq(user.email, email));
    if (known !== undefined) {
      return refuse(
        "email-taken",
        `"${email}" belongs to somebody here already. Reset that person's password instead.`,
      );
    }
    const userId = await insertUser(transaction, { name: input.name, email, role: input.role, passwordHash: null });
    for (const portfolioId of input.portfolioIds) {
      await transaction.insert(portfolioMember).values({ portfolioId, userId, role: input.role });
    }
    const token = await issueLink(transaction, userId, "invite");
    await recordAudit(transaction, actor, {
      action: "user.invite",
      target: userId,
      portfolioId: null,
      after: { email, role: input.role, portfolioIds: input.portfolioIds },
    });
    return accept({ userId, path: `/invite/${token}` });
  });
}
