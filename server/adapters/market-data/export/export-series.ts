import type { Client } from "../../../../db/client.ts";
import { listCoverage, type SeriesCoverage } from "../../../../db/market-data/coverage.ts";
import { loadFunding } from "../../../../db/market-data/events/funding.ts";
import { loadTrades } from "../../../../db/market-data/events/trades.ts";
import { loadCandles } from "../../../../db/market-data/load-candles.ts";
import type { DataSeries } from "../../../domain/markets/data-series.ts";
import { timeframeMs } from "../../../domain/time/timeframe.ts";
import type { Timestamp } from "../../../domain/time/timestamp.ts";
import { candleLines, type ExportedKind, fundingLines, headerLine, tradeLines } from "./series-csv.ts";

const DAY_MS = 86_400_000;
const NONE = new Float64Array(0);

export type ExportedSeries = DataSeries & { readonly kind: ExportedKind };

/** `to` is exclusive. */
export type ExportRange = { readonly from: Timestamp; readonly to: Timestamp };

/** Lines of the file and the times of their rows, which ascend. */
type Piece = { readonly text: string; readonly times: Float64Array };

/** What is stored of a series, or of a finer one that its candles can be made of; null when there is nothing. */
export async function findStored(sql: Client, series: ExportedSeries): Promise<SeriesCoverage | null> {
  const stepMs = series.timeframe === null ? null : timeframeMs(series.timeframe);
  const stored = (await listCoverage(sql)).filter(({ series: { source, symbol, kind, timeframe } }) => {
    if (source !== series.source || symbol !== series.symbol || kind !== series.kind) return false;
    return stepMs === null || (timeframe !== null && stepMs % timeframeMs(timeframe) === 0);
  });
  return stored.find((one) => one.series.timeframe === series.timeframe) ?? stored[0] ?? null;
}

/**
 * A stored series as CSV, piece by piece in the order of time, as importing reads it back to the very same values. `stored` is
 * where {@link findStored} found it.
 */
export async function* exportSeries(
  sql: Client,
  series: ExportedSeries,
  { stored, range }: { readonly stored: SeriesCoverage; readonly range: ExportRange },
): AsyncGenerator<Piece> {
  yield { text: headerLine(series.kind), times: NONE };
  for (const span of spansOf(series, stored, range)) yield await loadPiece(sql, series, span);
}

async function loadPiece(sql: Client, series: ExportedSeries, span: ExportRange): Promise<Piece> {
  const { kind } = series;
  switch (kind) {
    case "candles":
    case "mark-candles": {
      const columns = await loadCandles(sql, series, { ...span, hasExtra: true });
      return { text: candleLines(columns, kind), times: columns.openAt };
    }
    case "trades": {
      const columns = await loadTrades(sql, series, span);
      return columns === null ? { text: "", times: NONE } : { text: tradeLines(columns), times: columns.at };
    }
    case "funding": {
      const columns = await loadFunding(sql, series, span);
      return columns === null ? { text: "", times: NONE } : { text: fundingLines(columns), times: columns.at };
    }
  }
}

/** Months, of trades days: as much as is held in memory at once. */
function* spansOf({ kind }: ExportedSeries, { months, lastAt }: SeriesCoverage, { from, to }: ExportRange) {
  for (const [index, { monthAt, rows }] of months.entries()) {
    const end = months[index + 1]?.monthAt ?? lastAt + 1;
    if (rows === 0) continue;
    const stepMs = kind === "trades" ? DAY_MS : end - monthAt;
    for (let at = monthAt; at < end; at += stepMs) {
      const span = { from: Math.max(at, from), to: Math.min(at + stepMs, end, to) };
      if (span.from < span.to) yield span;
    }
  }
}
