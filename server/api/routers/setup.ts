import { z } from "zod";
import { createOwner, isOwnerNeeded } from "../../services/users/create-owner.ts";
import { email, password, text } from "../inputs.ts";
import { open, router } from "../procedures.ts";

export const setupRouter = router({
  isOwnerNeeded: open.query(async ({ ctx }) => ({
    isOwnerNeeded: await isOwnerNeeded(ctx.web.desk),
    isCodeNeeded: ctx.web.settings.setupCode !== undefined,
  })),
  createOwner: open
    .input(z.object({ name: text(100), email, password, setupCode: z.string().max(200).nullable().default(null) }))
    .mutation(({ ctx, input }) =>
      createOwner(
        ctx.web.desk,
        { ...input, ip: ctx.ip },
        { code: ctx.web.settings.setupCode ?? null, feedKind: ctx.web.link.runningFeed() ?? ctx.web.settings.feedKind },
      ),
    ),
});
