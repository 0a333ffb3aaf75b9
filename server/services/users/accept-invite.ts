import { eq } from "drizzle-orm";
import { account, user } from "../../../db/schema/index.ts";
import { accept, type Result, refuse } from "../../domain/errors/rejection.ts";
import { hashPassword, passwordProblem } from "../../platform/password.ts";
import { newUuid } from "../../platform/uuid.ts";
import { recordAudit } from "../access/record-audit.ts";
import type { Desk, Transaction } from "../desk.ts";
import { spendLink } from "./one-time-link.ts";

export type AcceptInviteInput = { readonly token: string; readonly password: string; readonly ip: string | null };

const DEAD_LINK = refuse(
  "link-invalid",
  "This link was used, is too old or was never valid. Ask for a new one: tradewind users reset EMAIL.",
);

/** Sets the password of the person whose one-time link this is. The link is the authority, and it works once. */
export async function acceptInvite(desk: Desk, input: AcceptInviteInput): Promise<Result<{ email: string }>> {
  try {
    return await desk.database.transaction(async (transaction) => {
      const person = await authorizeByLink(transaction, input.token);
      if (person === null) return DEAD_LINK;
      const problem = passwordProblem(input.password, person.email);
      if (problem !== null) throw new WeakPasswordError(problem); // Rolls back, so that the link stays good.
      await transaction.delete(account).where(eq(account.userId, person.id));
      await transaction.insert(account).values({
        id: newUuid(),
        accountId: person.id,
        providerId: "credential",
        userId: person.id,
        password: await hashPassword(input.password),
      });
      const actor = { userId: person.id, ip: input.ip };
      await recordAudit(transaction, actor, { action: "user.accept-invite", target: person.id, portfolioId: null });
      return accept({ email: person.email });
    });
  } catch (error) {
    if (error instanceof WeakPasswordError) return refuse("password-weak", error.message);
    throw error;
  }
}

class WeakPasswordError extends Error {}

async function authorizeByLink(transaction: Transaction, token: string) {
  const userId = await spendLink(transaction, token);
  if (userId === null) return null;
  const [person] = await transaction.select().from(user).where(eq(user.id, userId));
  return person ?? null;
}
