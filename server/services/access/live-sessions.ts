import { and, gt, inArray, sql } from "drizzle-orm";
import { session } from "../../../db/schema/index.ts";
import type { Desk } from "../desk.ts";

/** Which of these sessions still stand: neither signed out nor run out. */
export async function liveSessions(desk: Desk, sessionIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (sessionIds.length === 0) return new Set();
  const rows = await desk.database
    .select({ id: session.id })
    .from(session)
    .where(and(inArray(session.id, [...sessionIds]), gt(session.expiresAt, sql`now()`)));
  return new Set(rows.map((row) => row.id));
}
