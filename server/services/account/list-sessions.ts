import { and, desc, eq, gt, sql } from "drizzle-orm";
import { session } from "../../../db/schema/index.ts";
import type { Actor } from "../access/authorize.ts";
import { requireUser } from "../controls/require-user.ts";
import type { Desk } from "../desk.ts";

export type SessionListing = {
  readonly sessionId: string;
  readonly isCurrent: boolean;
  /** As the browser names itself; null when it did not. */
  readonly userAgent: string | null;
  readonly ip: string | null;
  readonly signedInAt: number;
  /** When it was last prolonged, which happens at most every six hours. */
  readonly seenAt: number;
  readonly expiresAt: number;
};

/** Where the actor is signed in, newest first; `currentId` is the session that asks. */
export async function listSessions(desk: Desk, actor: Actor, currentId: string): Promise<SessionListing[]> {
  const rows = await desk.database
    .select()
    .from(session)
    .where(and(eq(session.userId, requireUser(actor)), gt(session.expiresAt, sql`now()`)))
    .orderBy(desc(session.createdAt), session.id);
  return rows.map((row) => ({
    sessionId: row.id,
    isCurrent: row.id === currentId,
    userAgent: row.userAgent,
    ip: row.ipAddress === "" ? null : row.ipAddress,
    signedInAt: row.createdAt.getTime(),
    seenAt: row.updatedAt.getTime(),
    expiresAt: row.expiresAt.getTime(),
  }));
}
