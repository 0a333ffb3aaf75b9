import { and, eq } from "drizzle-orm";
import { account, session, user } from "../../../db/schema/index.ts";
import { accept, type Result, refuse } from "../../domain/errors/rejection.ts";
import { type Actor, authorize } from "../access/authorize.ts";
import { recordAudit } from "../access/record-audit.ts";
import type { Desk } from "../desk.ts";
import { normalEmail } from "./insert-user.ts";
import { issueLink } from "./one-time-link.ts";

/** Ends the person's sessions, forgets the password and makes a one-time link for a new one. */
export async function resetUser(
  desk: Desk,
  actor: Actor,
  input: { readonly email: string },
): Promise<Result<{ userId: string; path: string }>> {
  const email = normalEmail(input.email);
  return desk.database.transaction(async (transaction) => {
    const role = await authorize(transaction, actor, "user:reset", null);
    const [person] = await transaction.select().from(user).where(eq(user.email, email));
    if (person === undefined) {
      return refuse("user-unknown", `Nobody here has the email "${email}". List the users and try again.`);
    }
    if ((person.role === "owner" || person.role === "admin") && role !== "owner") {
      return refuse("role-too-high", "Only an owner may reset an owner or an admin.");
    }
    await transaction.delete(session).where(eq(session.userId, person.id));
    await transaction.delete(account).where(and(eq(account.userId, person.id), eq(account.providerId, "credential")));
    const token = await issueLink(transaction, person.id, "reset");
    await recordAudit(transaction, actor, { action: "user.reset", target: person.id, portfolioId: null });
    return accept({ userId: person.id, path: `/invite/${token}` });
  });
}
