import { eq, sql } from "drizzle-orm";
import { user } from "../../../db/schema/index.ts";
import { accept, type Result, refuse } from "../../domain/errors/rejection.ts";
import type { Actor } from "../access/authorize.ts";
import { authorizeSelf } from "../access/authorize-self.ts";
import { recordAudit } from "../access/record-audit.ts";
import type { Desk } from "../desk.ts";

const NAME_LENGTH_MAX = 100;

/** Changes the name under which others see the actor. */
export async function renameSelf(
  desk: Desk,
  actor: Actor,
  input: { readonly name: string },
): Promise<Result<{ name: string }>> {
  const name = input.name.trim().replace(/\s+/g, " ");
  if (name === "") return refuse("name-empty", "A name must have a letter or more. Type one.");
  if (name.length > NAME_LENGTH_MAX) {
    return refuse("name-too-long", `The name has ${name.length} characters. Use at most ${NAME_LENGTH_MAX}.`);
  }
  return desk.database.transaction(async (transaction) => {
    const userId = await authorizeSelf(transaction, actor);
    const [before] = await transaction.select({ name: user.name }).from(user).where(eq(user.id, userId));
    await transaction.update(user).set({ name, updatedAt: sql`now()` }).where(eq(user.id, userId));
    await recordAudit(transaction, actor, {
      action: "user.rename-self",
      target: userId,
      portfolioId: null,
      before: { name: before?.name },
      after: { name },
    });
    return accept({ name });
  });
}
