import type { inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "../../server/api/router.ts";
import { parseExact } from "../../server/domain/money/integer-json.ts";
import type { Fill } from "../../server/domain/orders/fill.ts";
import type { YearOfGains } from "../../server/domain/positions/gains-report.ts";
import type { Lot } from "../../server/domain/positions/lot.ts";
import type { Closing, LotView } from "../../server/domain/positions/realised-gains.ts";
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

/** A position lot by lot under one method; the answer's own type stands in the services, which no page may know. */
export type PositionLots = {
  readonly method: LotView;
  readonly isStored: boolean;
  readonly open: readonly Lot[];
  readonly closings: readonly Closing[];
  readonly closingsTotal: number;
  readonly fills: readonly Fill[];
};

export type RealisedGains = {
  readonly method: LotView;
  readonly isStored: boolean;
  readonly years: readonly YearOfGains[];
};

const { portfolios } = deskClient;

// The texts were written by the same build's server from these very shapes.
const read = async <Value>(text: Promise<string>): Promise<Value> => parseExact(await text) as Value;

/** Questions about one portfolio's past. */
export const portfolioClient = {
  overview: (portfolioId: string, range: Range) => ask(() => portfolios.overview.query({ portfolioId, ...range })),
  day: (portfolioId: string, since: number) => ask(() => portfolios.day.query({ portfolioId, since })),
  strategyProfits: (portfolioId: string, range: Range) =>
    ask(() => portfolios.strategyProfits.query({ portfolioId, ...range })),
  monthlyReturns: (portfolioId: string) => ask(() => portfolios.monthlyReturns.query({ portfolioId })),
  cashFlows: (portfolioId: string, range: Range) => ask(() => portfolios.cashFlows.query({ portfolioId, ...range })),
  lots: (portfolioId: string, instrumentId: string, method: LotView) =>
    read<PositionLots>(ask(() => portfolios.lots.query({ portfolioId, instrumentId, method }))),
  gains: (portfolioId: string, method: LotView) =>
    read<RealisedGains>(ask(() => portfolios.gains.query({ portfolioId, method }))),
  equityPoints: (portfolioId: string, range: Range) =>
    ask(() => portfolios.equityPoints.query({ portfolioId, ...range })),
};
