import { count } from "drizzle-orm";
import { user } from "../../../db/schema/index.ts";
import type { Transaction } from "../desk.ts";

/** The first owner has no role to ask for: making one is allowed while there is nobody at all. */
export async function authorizeSetup(transaction: Transaction): Promise<boolean> {
  const [row] = await transaction.select({ users: count() }).from(user);
  return row?.users === 0;
}
