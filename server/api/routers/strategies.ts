import { z } from "zod";
import { listRuns } from "../../services/strategies/list-runs.ts";
import { startRun } from "../../services/strategies/start-run.ts";
import { stopRun } from "../../services/strategies/stop-run.ts";
import { id, key, text } from "../inputs.ts";
import { inPortfolio, router } from "../procedures.ts";

const parameters = z
  .record(text(60), z.number())
  .refine((values) => Object.keys(values).length <= 50, { message: "too many" });

export const strategiesRouter = router({
  list: inPortfolio("strategy:view").query(({ ctx, input }) => listRuns(ctx.web.desk, ctx.actor, input.portfolioId)),
  start: inPortfolio("strategy:start")
    .input(z.object({ key, strategy: id, instrumentId: id, parameters }))
    .mutation(({ ctx, input }) => startRun(ctx.web.desk, ctx.actor, input)),
  stop: inPortfolio("strategy:stop")
    .input(z.object({ key, runId: id }))
    .mutation(({ ctx, input }) => stopRun(ctx.web.desk, ctx.actor, input)),
});
