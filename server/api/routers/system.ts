import { deskStatus } from "../../services/system/desk-status.ts";
import { onDesk, router } from "../procedures.ts";

export const systemRouter = router({
  status: onDesk("system:view").query(({ ctx }) =>
    deskStatus(ctx.web.desk, ctx.actor, ctx.web.settings.supervisorFile ?? null),
  ),
});
