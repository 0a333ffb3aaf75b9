import { and, eq, ne } from "drizzle-orm";
import { session } from "../../../db/schema/index.ts";
import type { Actor } from "../access/authorize.ts";
import { authorizeSelf } from "../access/authorize-self.ts";
import { recordAudit } from "../access/record-audit.ts";
import type { Desk } from "../desk.ts";

/** Signs the actor out everywhere but in the session that asks. */
export async function endOtherSessions(desk: Desk, actor: Actor, currentId: string): Promise<{ ended: number }> {
  return desk.database.transaction(async (transaction) => {
    const userId = await authorizeSelf(transaction, actor);
    const gone = await transaction
      .delete(session)
      .where(and(eq(session.userId, userId), ne(session.id, currentId)))
      .returning({ id: session.id });
    await recordAudit(transaction, actor, {
      action: "session.end-others",
      target: userId,
      portfolioId: null,
      before: { sessionIds: gone.map(({ id }) => id) },
    });
    return { ended: gone.length };
  });
}
