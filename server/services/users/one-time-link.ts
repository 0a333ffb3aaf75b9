import { createHash, randomBytes } from "node:crypto";
import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { userLink } from "../../../db/schema/index.ts";
import type { Transaction } from "../desk.ts";

const LINK_HOURS = 72;

const hashOf = (token: string): string => createHash("sha256").update(token).digest("hex");

/** A token that works once, within 72 hours. The table keeps only its hash; older links of the person die. */
export async function issueLink(
  transaction: Transaction,
  userId: string,
  purpose: "invite" | "reset",
): Promise<string> {
  const token = randomBytes(24).toString("base64url");
  await transaction.delete(userLink).where(eq(userLink.userId, userId));
  await transaction.insert(userLink).values({
    tokenHash: hashOf(token),
    userId,
    purpose,
    expiresAt: sql`clock_timestamp() + ${LINK_HOURS}::int * interval '1 hour'`,
  });
  return token;
}

/** The person of a valid token, which is spent by this; null for one that is unknown, used or too old. */
export async function spendLink(transaction: Transaction, token: string): Promise<string | null> {
  const [row] = await transaction
    .update(userLink)
    .set({ usedAt: sql`clock_timestamp()` })
    .where(
      and(
        eq(userLink.tokenHash, hashOf(token)),
        isNull(userLink.usedAt),
        gt(userLink.expiresAt, sql`clock_timestamp()`),
      ),
    )
    .returning({ userId: userLink.userId });
  return row?.userId ?? null;
}
