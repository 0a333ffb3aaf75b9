"use client";

import { useCallback } from "react";
import { usePolled } from "../data/use-polled.ts";
import { useDesk } from "../live/use-desk.tsx";
import {
  type CashFlows,
  type MonthlyReturns,
  type Overview,
  portfolioClient,
  type StrategyProfit,
} from "./portfolio-client.ts";
import type { Range } from "./ranges.ts";

const REFRESH_MS = 30_000;
/** A portfolio that has just opened has its first point within seconds. */
const FIRST_MS = 1_500;

type Past = {
  readonly overview: Overview;
  readonly profits: readonly StrategyProfit[];
  readonly returns: MonthlyReturns;
  readonly cash: CashFlows;
};

/** What the desk recorded of the range, asked for again every half minute. Mount it anew to ask for another. */
export function usePast(range: Range) {
  const { store } = useDesk();
  const { portfolioId } = store;
  const load = useCallback(async (): Promise<Past> => {
    const [overview, profits, returns, cash] = await Promise.all([
      portfolioClient.overview(portfolioId, range),
      portfolioClient.strategyProfits(portfolioId, range),
      portfolioClient.monthlyReturns(portfolioId),
      portfolioClient.cashFlows(portfolioId, range),
    ]);
    return { overview, profits, returns, cash };
  }, [portfolioId, range]);
  return usePolled(load, (past) => (past?.overview.stretch == null ? FIRST_MS : REFRESH_MS));
}
