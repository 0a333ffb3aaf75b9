import { z } from "zod";
import { ROLES } from "../../domain/access/role.ts";
import { stringifyExact } from "../../domain/money/integer-json.ts";
import { LOT_VIEWS } from "../../domain/positions/realised-gains.ts";
import { archivePortfolio } from "../../services/portfolios/archive/archive-portfolio.ts";
import { resetPortfolio } from "../../services/portfolios/archive/reset-portfolio.ts";
import { restorePortfolio } from "../../services/portfolios/archive/restore-portfolio.ts";
import { createPortfolio } from "../../services/portfolios/create-portfolio.ts";
import { fundPortfolio } from "../../services/portfolios/fund-portfolio.ts";
import { listOwnPortfolios } from "../../services/portfolios/list-own-portfolios.ts";
import { listPortfolios } from "../../services/portfolios/list-portfolios.ts";
import { positionLots } from "../../services/portfolios/lots/position-lots.ts";
import { realisedGains } from "../../services/portfolios/lots/realised-gains.ts";
import { addMember } from "../../services/portfolios/members/add-member.ts";
import { changeMemberRole } from "../../services/portfolios/members/change-member-role.ts";
import { listMembers } from "../../services/portfolios/members/list-members.ts";
import { removeMember } from "../../services/portfolios/members/remove-member.ts";
import { cashFlows } from "../../services/portfolios/performance/cash-flows.ts";
import { dayStart } from "../../services/portfolios/performance/day-start.ts";
import { equityPoints } from "../../services/portfolios/performance/equity-points.ts";
import { monthlyReturns } from "../../services/portfolios/performance/monthly-returns.ts";
import { portfolioOverview } from "../../services/portfolios/performance/overview.ts";
import { strategyProfits } from "../../services/portfolios/performance/strategy-profits.ts";
import { portfolioSnapshot } from "../../services/portfolios/portfolio-snapshot.ts";
import { renamePortfolio } from "../../services/portfolios/rename-portfolio.ts";
import { withdrawCash } from "../../services/portfolios/withdraw-cash.ts";
import { email, id, key, rawText, text } from "../inputs.ts";
import { inPortfolio, onDesk, router, signedIn } from "../procedures.ts";

const instant = z.number().int().min(0).max(8_640_000_000_000_000);
const range = z.object({ from: instant, to: instant });
const name = text(60);

export const portfoliosRouter = router({
  list: signedIn.query(({ ctx }) => listPortfolios(ctx.web.desk, ctx.actor)),
  /** The archived ones too, with what their keepers want to know. */
  all: signedIn.query(({ ctx }) => listOwnPortfolios(ctx.web.desk, ctx.actor)),
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
  overview: inPortfolio("portfolio:view")
    .input(range)
    .query(({ ctx, input }) => portfolioOverview(ctx.web.desk, ctx.actor, input)),
  equityPoints: inPortfolio("portfolio:view")
    .input(range)
    .query(({ ctx, input }) => equityPoints(ctx.web.desk, ctx.actor, input)),
  /** Where the day that begins at `since` started. */
  day: inPortfolio("portfolio:view")
    .input(z.object({ since: instant }))
    .query(({ ctx, input }) => dayStart(ctx.web.desk, ctx.actor, input)),
  strategyProfits: inPortfolio("portfolio:view")
    .input(range)
    .query(({ ctx, input }) => strategyProfits(ctx.web.desk, ctx.actor, input)),
  monthlyReturns: inPortfolio("portfolio:view").query(({ ctx, input }) =>
    monthlyReturns(ctx.web.desk, ctx.actor, input.portfolioId),
  ),
  cashFlows: inPortfolio("portfolio:view")
    .input(range)
    .query(({ ctx, input }) => cashFlows(ctx.web.desk, ctx.actor, input)),
  /** The text of a `PositionLots`, to be read with `parseExact`, as is the next. */
  lots: inPortfolio("portfolio:view")
    .input(z.object({ instrumentId: id, method: z.enum(LOT_VIEWS) }))
    .query(async ({ ctx, input }) => stringifyExact(await positionLots(ctx.web.desk, ctx.actor, input))),
  gains: inPortfolio("portfolio:view")
    .input(z.object({ method: z.enum(LOT_VIEWS) }))
    .query(async ({ ctx, input }) => stringifyExact(await realisedGains(ctx.web.desk, ctx.actor, input))),
  create: onDesk("portfolio:create")
    .input(z.object({ name, openingBalance: rawText.default("100000") }))
    .mutation(({ ctx, input }) =>
      createPortfolio(ctx.web.desk, ctx.actor, {
        ...input,
        feedKind: ctx.web.link.runningFeed() ?? ctx.web.settings.feedKind,
      }),
    ),
  rename: inPortfolio("portfolio:reset")
    .input(z.object({ name }))
    .mutation(({ ctx, input }) => renamePortfolio(ctx.web.desk, ctx.actor, input)),
  reset: inPortfolio("portfolio:reset").mutation(({ ctx, input }) => resetPortfolio(ctx.web.desk, ctx.actor, input)),
  archive: inPortfolio("portfolio:reset").mutation(({ ctx, input }) =>
    archivePortfolio(ctx.web.desk, ctx.actor, input),
  ),
  restore: inPortfolio("portfolio:reset")
    .input(z.object({ name }))
    .mutation(({ ctx, input }) => restorePortfolio(ctx.web.desk, ctx.actor, input)),
  members: inPortfolio("portfolio:member").query(({ ctx, input }) =>
    listMembers(ctx.web.desk, ctx.actor, input.portfolioId),
  ),
  addMember: inPortfolio("portfolio:member")
    .input(z.object({ email, role: z.enum(ROLES) }))
    .mutation(({ ctx, input }) => addMember(ctx.web.desk, ctx.actor, input)),
  changeMemberRole: inPortfolio("portfolio:member")
    .input(z.object({ userId: id, role: z.enum(ROLES) }))
    .mutation(({ ctx, input }) => changeMemberRole(ctx.web.desk, ctx.actor, input)),
  removeMember: inPortfolio("portfolio:member")
    .input(z.object({ userId: id }))
    .mutation(({ ctx, input }) => removeMember(ctx.web.desk, ctx.actor, input)),
});
