"use client";

import { useEffect, useMemo, useState } from "react";
import { arrangeRows } from "../../tables/model/arrange-rows.ts";
import type { TableColumn } from "../../tables/model/table-column.ts";
import type { Sorting } from "../../tables/model/table-layout.ts";
import type { MarketRow } from "./instrument-columns.tsx";

const CALM_MS = 2_000;
const FIGURES: ReadonlySet<string> = new Set(["last", "change", "high", "low", "volume", "funding"]);

/** Whether an order goes by figures, which move. */
export const isFigure = (order: string): boolean => FIGURES.has(order);

type LiveOrderInput = {
  readonly columns: readonly TableColumn<MarketRow>[];
  /** As the desk has ordered them by what is stored. */
  readonly rows: readonly MarketRow[];
  readonly sort: readonly Sorting[];
  /** All of them are here, and heard. */
  readonly isWhole: boolean;
};

/** The rows in the order of their live figures, anew every two seconds: the eye can follow that, and no faster. */
export function useLiveOrder({ columns, rows, sort, isWhole }: LiveOrderInput): readonly MarketRow[] {
  const isLive = isWhole && sort.some(({ id }) => isFigure(id));
  const [beat, setBeat] = useState(0);
  useEffect(() => {
    if (!isLive) return;
    const timer = setInterval(() => setBeat((count) => count + 1), CALM_MS);
    return () => clearInterval(timer);
  }, [isLive]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: with each beat the columns read other prices.
  return useMemo(
    () => (isLive ? arrangeRows(columns, rows, { sorting: sort, filters: {}, text: "" }) : rows),
    [beat, isLive, columns, rows, sort],
  );
}
