"use client";

import { createContext, useContext, useMemo } from "react";

/** The market that the tables are narrowed to; null for all of them. */
export const MarketFilterContext = createContext<string | null>(null);

/** The rows of the chosen market: the same array while nothing of it changes. */
export function useOfMarket<Row>(rows: readonly Row[] | null, idOf: (row: Row) => string): readonly Row[] | null {
  const only = useContext(MarketFilterContext);
  // biome-ignore lint/correctness/useExhaustiveDependencies: how a row names its market never changes.
  return useMemo(() => (only === null ? rows : (rows?.filter((row) => idOf(row) === only) ?? null)), [rows, only]);
}
