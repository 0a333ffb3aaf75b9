import type { Client } from "../../../../db/client.ts";
import { listCoverage, type SeriesCoverage } from "../../../../db/market-data/coverage.ts";
import { loadBook } from "../../../../db/market-data/events/book.ts";
import { loadFunding } from "../../../../db/market-data/events/funding.ts";
import { loadTrades } from "../../../../db/market-data/events/trades.ts";
import { loadCandles } from "../../../../db/market-data/load-candles.ts";
import type { DataSeries } from "../../../domain/markets/data-series.ts";
import { timeframeMs } from "../../../domain/time/timeframe.ts";
import type { Timestamp } from "../../../domain/time/timestamp.ts";
import { eventLinesHeader } from "../captures/protocols/event-lines.ts";
import { bookLines, lastSnapshotAt } from "./book-lines.ts";
import { candleLines, fundingLines, headerLine, tradeLines } from "./series-csv.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const NONE = new Float64Array(0);

/** `to` is exclusive. */
export type ExportRange = { readonly from: Timestamp; readonly to: Timestamp };

/** Lines of the file and the times of their rows, which ascend. */
type Piece = { readonly text: string; readonly times: Float64Array };

/** What is stored of a series, or of a finer one that its candles can be made of; null when there is nothing. */
export async function findStored(sql: Client, series: DataSeries): Promise<SeriesCoverage | null> {
  const stepMs = series.timeframe === null ? null : timeframeMs(series.timeframe);
  const stored = (await listCoverage(sql)).filter(({ series: { source, symbol, kind, timeframe } }) => {
    if (source !== series.source || symbol !== series.symbol || kind !== series.kind) return false;
    return stepMs === null || (timeframe !== null && stepMs % timeframeMs(timeframe) === 0);
  });
  return stored.find((one) => one.series.timeframe === series.timeframe) ?? stored[0] ?? null;
}

/**
 * A stored series as CSV, a book as event lines, piece by piece in the order of time, as importing reads it back to the very same
 * values. A book begins with the last snapshot before the range, as without one its changes say nothing. `stored` is where
 * {@link findStored} found it.
 */
export async function* exportSeries(
  sql: Client,
  series: DataSeries,
  { stored, range }: { readonly stored: SeriesCoverage; readonly range: ExportRange },
): AsyncGenerator<Piece> {
  const { source, symbol, kind } = series;
  if (kind === "book") {
    yield { text: `${eventLinesHeader(source, symbol)}\n`, times: NONE };
    yield* bookPieces(sql, series, stored, range);
    return;
  }
  yield { text: headerLine(kind), times: NONE };
  for (const span of spansOf(series, stored, range)) yield await loadPiece(sql, { ...series, kind }, span);
}

async function* bookPieces(
  sql: Client,
  series: DataSeries,
  stored: SeriesCoverage,
  { from: wantedFrom, to }: ExportRange,
): AsyncGenerator<Piece> {
  const { firstAt } = stored;
  const from = wantedFrom <= firstAt ? firstAt : await lastSnapshotAt(sql, series, { at: wantedFrom, firstAt });
  let hasBegun = false;
  for (const span of spansOf(series, stored, { from, to })) {
    const columns = await loadBook(sql, series, span);
    const first = columns === null || hasBegun ? 0 : columns.isSnapshot.indexOf(1);
    if (columns === null || first < 0) continue;
    hasBegun = true;
    yield { text: bookLines(columns, first), times: columns.at.subarray(first) };
  }
}

type TabledSeries = DataSeries & { readonly kind: Exclude<DataSeries["kind"], "book"> };

async function loadPiece(sql: Client, series: TabledSeries, span: ExportRange): Promise<Piece> {
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

/** Months, of trades days, of books hours: as much as is held in memory at once. */
function* spansOf({ kind }: DataSeries, { months, firstAt, lastAt }: SeriesCoverage, { from, to }: ExportRange) {
  for (const [index, { monthAt, rows }] of months.entries()) {
    const end = months[index + 1]?.monthAt ?? lastAt + 1;
    if (rows === 0) continue;
    const stepMs = kind === "trades" ? DAY_MS : kind === "book" ? HOUR_MS : end - monthAt;
    for (let at = monthAt; at < end; at += stepMs) {
      if (at + stepMs <= firstAt) continue;
      const span = { from: Math.max(at, from), to: Math.min(at + stepMs, end, to) };
      if (span.from < span.to) yield span;
    }
  }
}
