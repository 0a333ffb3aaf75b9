import { eq } from "drizzle-orm";
import { user } from "../../../db/schema/index.ts";
import type { Database, Transaction } from "../desk.ts";
import { AccessError, type Actor } from "./authorize.ts";

/** What is a person's own needs no right but to be that person: the id of one who is still on the desk. */
export async function authorizeSelf(database: Database | Transaction, actor: Actor): Promise<string> {
  if (actor.userId === null) throw new AccessError("forbidden");
  const [row] = await database.select({ id: user.id }).from(user).where(eq(user.id, actor.userId));
  if (row === undefined) throw new AccessError("forbidden");
  return row.id;
}
