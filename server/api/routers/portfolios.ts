import { z } from "zod";
import { stringifyExact } from "../../domain/money/integer-json.ts";
import { createPortfolio } from "../../services/portfolios/create-portfolio.ts";
import { fundPortfolio } from "../../services/portfolios/fund-portfolio.ts";
import { listPortfolios } from "../../services/portfolios/list-portfolios.ts";
import { portfolioSnapshot } from "../../services/portfolios/portfolio-snapshot.ts";
import { withdrawCash } from "../../services/portfolios/withdraw-cash.ts";
import { key, rawText, text } from "../inputs.ts";
import { inPortfolio, onDesk, router, signedIn } from "../procedures.ts";

export const portfoliosRouter = router({
  list: signedIn.query(({ ctx }) => listPortfolios(ctx.web.desk, ctx.actor)),
  /** The text of a `PortfolioSnapshot`, to be read with `parseExact`. */
  snapshot: inPortfolio("portfolio:view").query(async ({ ctx, input }) =>
    stringifyExact(await portfolioSnapshot(ctx.web.desk, ctx.actor, input.portfolioId, ctx.web.link.runningFeed())),
  ),
  fund: inPortfolio("portfolio:fund")
    .input(z.object({ key, currency: rawText, amount: rawText }))
    .mutation(({ ctx, input }) => fundPortfolio(ctx.web.desk, ctx.actor, input)),
  withdraw: inPortfolio("portfolio:fund")
    .input(z.object({ key, currency: rawText, amount: rawText }))
    .mutation(({ ctx, input }) => withdrawCash(ctx.web.desk, ctx.actor, input)),
  create: onDesk("portfolio:create")
    .input(z.object({ name: text(60) }))
    .mutation(({ ctx, input }) =>
      createPortfolio(ctx.web.desk, ctx.actor, {
        name: input.name,
        feedKind: ctx.web.link.runningFeed() ?? ctx.web.settings.feedKind,
      }),
    ),
});
