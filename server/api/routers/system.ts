import { z } from "zod";
import { deskStatus } from "../../services/system/desk-status.ts";
import { makeDiagnostics } from "../../services/system/make-diagnostics.ts";
import { readLogs } from "../../services/system/read-logs.ts";
import { reportSystem } from "../../services/system/report-system.ts";
import { onDesk, router } from "../procedures.ts";
import type { WebSettings } from "../web.ts";

const place = z.number().int().nonnegative().optional();
const places = z.object({ worker: place, "market-data": place, jobs: place, web: place });

const placeOf = ({ supervisorFile, dataDir }: WebSettings) => ({
  supervisorFile: supervisorFile ?? null,
  dataDir,
  root: process.cwd(),
});

export const systemRouter = router({
  status: onDesk("system:view").query(({ ctx }) =>
    deskStatus(ctx.web.desk, ctx.actor, ctx.web.settings.supervisorFile ?? null),
  ),
  report: onDesk("system:view").query(({ ctx }) => reportSystem(ctx.web.desk, ctx.actor, placeOf(ctx.web.settings))),
  logs: onDesk("system:logs")
    .input(z.object({ since: places.nullable() }))
    .query(({ ctx, input }) => readLogs(ctx.web.desk, ctx.actor, ctx.web.settings.dataDir, input.since)),
  diagnostics: onDesk("system:logs").mutation(({ ctx }) =>
    makeDiagnostics(ctx.web.desk, ctx.actor, placeOf(ctx.web.settings)),
  ),
});
