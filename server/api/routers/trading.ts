import { z } from "zod";
import { BORROW_LEVERAGES } from "../../domain/borrowing/lending-terms.ts";
import { STOP_ACTIONS } from "../../domain/kill-switch/stop.ts";
import { SELF_TRADE_MODES } from "../../domain/orders/self-trade.ts";
import { haltTrading } from "../../services/trading/halt-trading.ts";
import { resumeTrading } from "../../services/trading/resume-trading.ts";
import { setBorrowing } from "../../services/trading/set-borrowing.ts";
import { setSelfTrade } from "../../services/trading/set-self-trade.ts";
import { id, key, rawText } from "../inputs.ts";
import { inPortfolio, router } from "../procedures.ts";

const scope = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("everything") }),
  z.object({ kind: z.literal("portfolio") }),
  z.object({ kind: z.literal("venue"), venue: id }),
  z.object({ kind: z.literal("instrument"), instrumentId: id }),
  z.object({ kind: z.literal("run"), runId: id }),
]);

/** Whoever asks for no more stops the portfolio and cancels what works. */
const stop = z.object({
  key,
  scope: scope.default({ kind: "portfolio" }),
  action: z.enum(STOP_ACTIONS).default("cancel-orders"),
  reason: rawText.default(""),
});

const stopIds = z.array(z.string().max(64)).min(1).max(100).nullable().default(null);

export const tradingRouter = router({
  halt: inPortfolio("trading:halt")
    .input(stop)
    .mutation(({ ctx, input }) => haltTrading(ctx.web.desk, ctx.actor, input)),
  setSelfTrade: inPortfolio("trading:resume")
    .input(z.object({ key, mode: z.enum(SELF_TRADE_MODES) }))
    .mutation(({ ctx, input }) => setSelfTrade(ctx.web.desk, ctx.actor, input)),
  setBorrowing: inPortfolio("trading:resume")
    .input(z.object({ key, leverage: z.literal(BORROW_LEVERAGES) }))
    .mutation(({ ctx, input }) => setBorrowing(ctx.web.desk, ctx.actor, input)),
  resume: inPortfolio("trading:resume")
    .input(z.object({ key, stopIds }))
    .mutation(({ ctx, input }) => resumeTrading(ctx.web.desk, ctx.actor, input)),
});
