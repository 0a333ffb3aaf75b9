import { z } from "zod";
import { haltTrading } from "../../services/trading/halt-trading.ts";
import { resumeTrading } from "../../services/trading/resume-trading.ts";
import { key } from "../inputs.ts";
import { inPortfolio, router } from "../procedures.ts";

export const tradingRouter = router({
  halt: inPortfolio("trading:halt")
    .input(z.object({ key }))
    .mutation(({ ctx, input }) => haltTrading(ctx.web.desk, ctx.actor, input)),
  resume: inPortfolio("trading:resume")
    .input(z.object({ key }))
    .mutation(({ ctx, input }) => resumeTrading(ctx.web.desk, ctx.actor, input)),
});
