import { z } from "zod";
import { readSettings } from "../../services/settings/read-settings.ts";
import { writeSetting } from "../../services/settings/write-setting.ts";
import { rawText } from "../inputs.ts";
import { router, signedIn } from "../procedures.ts";

/** What people keep for themselves; nobody reads or writes another's. */
export const settingsRouter = router({
  read: signedIn.query(({ ctx }) => readSettings(ctx.web.desk, ctx.actor)),
  write: signedIn
    .input(z.object({ name: rawText, value: z.unknown() }))
    .mutation(({ ctx, input }) => writeSetting(ctx.web.desk, ctx.actor, input)),
});
