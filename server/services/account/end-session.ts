import { and, eq } from "drizzle-orm";
import { session } from "../../../db/schema/index.ts";
import { accept, type Result, refuse } from "../../domain/errors/rejection.ts";
import type { Actor } from "../access/authorize.ts";
import { authorizeSelf } from "../access/authorize-self.ts";
import { recordAudit } from "../access/record-audit.ts";
import type { Desk } from "../desk.ts";

/** Signs one of the actor's own browsers out: its next request is refused. */
export async function endSession(
  desk: Desk,
  actor: Actor,
  { sessionId }: { readonly sessionId: string },
): Promise<Result<{ sessionId: string }>> {
  return desk.database.transaction(async (transaction) => {
    const userId = await authorizeSelf(transaction, actor);
    const [ended] = await transaction
      .delete(session)
      .where(and(eq(session.id, sessionId), eq(session.userId, userId)))
      .returning({ ip: session.ipAddress, userAgent: session.userAgent });
    if (ended === undefined) {
      return refuse("session-unknown", "That session has ended already. Look at the list again.");
    }
    await recordAudit(transaction, actor, {
      action: "session.end",
      target: sessionId,
      portfolioId: null,
      before: ended,
    });
    return accept({ sessionId });
  });
}
