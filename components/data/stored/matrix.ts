import type { DataSeries } from "../../../server/domain/markets/data-series.ts";
import { timeframeMs } from "../../../server/domain/time/timeframe.ts";
import type { SeriesCoverage } from "../data-client.ts";
import { kindLabel } from "../format-data.ts";

type MatrixRow = {
  readonly source: string;
  readonly symbol: string;
  readonly cells: ReadonlyMap<string, SeriesCoverage>;
};

export type Matrix = { readonly columns: readonly string[]; readonly rows: readonly MatrixRow[] };

const KIND_ORDER = ["candles", "mark-candles", "trades", "funding", "book"] as const;

const rank = ({ kind, timeframe }: DataSeries): number =>
  KIND_ORDER.indexOf(kind) * 1e10 + (timeframe === null ? 0 : timeframeMs(timeframe));

/** Instruments of each source down, what is stored of them across: candles from fine to coarse, then the rest. */
export function matrixOf(coverage: readonly SeriesCoverage[]): Matrix {
  const columns = new Map<string, number>();
  const rows = new Map<string, { source: string; symbol: string; cells: Map<string, SeriesCoverage> }>();
  for (const entry of coverage) {
    const { source, symbol } = entry.series;
    const label = kindLabel(entry.series);
    columns.set(label, rank(entry.series));
    const id = `${symbol}|${source}`;
    const row = rows.get(id) ?? { source, symbol, cells: new Map() };
    row.cells.set(label, entry);
    rows.set(id, row);
  }
  return {
    columns: [...columns].sort((a, b) => a[1] - b[1]).map(([label]) => label),
    rows: [...rows].sort(([a], [b]) => a.localeCompare(b)).map(([, row]) => row),
  };
}
