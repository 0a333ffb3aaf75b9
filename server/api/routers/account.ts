import { z } from "zod";
import { changePassword } from "../../services/account/change-password.ts";
import { endOtherSessions } from "../../services/account/end-other-sessions.ts";
import { endSession } from "../../services/account/end-session.ts";
import { listSessions } from "../../services/account/list-sessions.ts";
import { renameSelf } from "../../services/account/rename-self.ts";
import { id, password, rawText } from "../inputs.ts";
import { router, signedIn } from "../procedures.ts";

/** What people do with their own account. */
export const accountRouter = router({
  rename: signedIn
    .input(z.object({ name: rawText }))
    .mutation(({ ctx, input }) => renameSelf(ctx.web.desk, ctx.actor, input)),
  changePassword: signedIn
    .input(z.object({ current: password, next: password }))
    .mutation(({ ctx, input }) => changePassword(ctx.web.desk, ctx.actor, { ...input, sessionId: ctx.user.sessionId })),
  sessions: signedIn.query(({ ctx }) => listSessions(ctx.web.desk, ctx.actor, ctx.user.sessionId)),
  endSession: signedIn
    .input(z.object({ sessionId: id }))
    .mutation(({ ctx, input }) => endSession(ctx.web.desk, ctx.actor, input)),
  endOtherSessions: signedIn.mutation(({ ctx }) => endOtherSessions(ctx.web.desk, ctx.actor, ctx.user.sessionId)),
});
