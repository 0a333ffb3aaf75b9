import type { inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "../../server/api/router.ts";
import { ask, deskClient } from "../access/desk-client.ts";
import type { Range } from "./ranges.ts";

type Outputs = inferRouterOutputs<AppRouter>["portfolios"];

export type Overview = Outputs["overview"];
export type Stretch = NonNullable<Overview["stretch"]>;
export type CurvePoint = Stretch["series"][number];
export type DayStart = Outputs["day"];
export type StrategyProfit = Outputs["strategyProfits"][number];
export type MonthlyReturns = Outputs["monthlyReturns"];
export type CashFlows = Outputs["cashFlows"];
export type EquityRow = Outputs["equityPoints"][number];

const { portfolios } = deskClient;

/** Questions about one portfolio's past. */
export const portfolioClient = {
  overview: (portfolioId: string, range: Range) => ask(() => portfolios.overview.query({ portfolioId, ...range })),
  day: (portfolioId: string, since: number) => ask(() => portfolios.day.query({ portfolioId, since })),
  strategyProfits: (portfolioId: string, range: Range) =>
    ask(() => portfolios.strategyProfits.query({ portfolioId, ...range })),
  monthlyReturns: (portfolioId: string) => ask(() => portfolios.monthlyReturns.query({ portfolioId })),
  cashFlows: (portfolioId: string, range: Range) => ask(() => portfolios.cashFlows.query({ portfolioId, ...range })),
  equityPoints: (portfolioId: string, range: Range) =>
    ask(() => portfolios.equityPoints.query({ portfolioId, ...range })),
};
