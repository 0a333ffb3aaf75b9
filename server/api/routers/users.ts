import { z } from "zod";
import { acceptInvite } from "../../services/users/accept-invite.ts";
import { inviteUser } from "../../services/users/invite-user.ts";
import { listUsers } from "../../services/users/list-users.ts";
import { resetUser } from "../../services/users/reset-user.ts";
import { email, password, text } from "../inputs.ts";
import { onDesk, open, router } from "../procedures.ts";

export const usersRouter = router({
  list: onDesk("user:list").query(({ ctx }) => listUsers(ctx.web.desk, ctx.actor)),
  invite: onDesk("user:invite")
    .input(
      z.object({
        name: text(100),
        email,
        role: z.enum(["admin", "manager", "trader", "viewer"]),
        portfolioIds: z.array(z.uuid()).max(50).default([]),
      }),
    )
    .mutation(({ ctx, input }) => inviteUser(ctx.web.desk, ctx.actor, input)),
  reset: onDesk("user:reset")
    .input(z.object({ email }))
    .mutation(({ ctx, input }) => resetUser(ctx.web.desk, ctx.actor, input)),
  acceptInvite: open
    .input(z.object({ token: text(100), password }))
    .mutation(({ ctx, input }) => acceptInvite(ctx.web.desk, { ...input, ip: ctx.ip })),
});
