import type { Client } from "../../../../db/client.ts";
import { loadCandles } from "../../../../db/market-data/load-candles.ts";
import { findSeries } from "../../../../db/market-data/series.ts";
import { writeCandles } from "../../../../db/market-data/write-candles.ts";
import { type CandleText, candleTextAt } from "../../../domain/markets/candle-columns.ts";
import { CandleColumnsBuilder } from "../../../domain/markets/candle-columns-builder.ts";
import type { DataSeries } from "../../../domain/markets/data-series.ts";
import type { ImportConflict, ImportedSeries } from "../../../domain/markets/import-report.ts";
import { type Timeframe, timeframeMs } from "../../../domain/time/timeframe.ts";
import { formatTimestamp } from "../../../domain/time/timestamp.ts";
import type { GivenCandle } from "../../exchanges/candle-rows.ts";
import type { TimeSpan } from "./candle-pages.ts";

/** A month is written anew for each piece, so that pieces are large; what a killed process loses is fetched again. */
const PIECE_ROWS = 10_000;
const PIECE_MS = 15_000;
const QUOTED = 20;

/** Candles on their way into a series. */
export type CandleStore = {
  /** The spans of `[from, until)`, on the grid, that the series has no candles of. */
  missing(from: number, until: number): Promise<readonly TimeSpan[]>;
  /** Takes candles and writes them when enough have come. */
  add(candles: readonly GivenCandle[]): Promise<void>;
  flush(): Promise<void>;
  /** What was written until now. */
  report(): ImportedSeries;
  /** Rows that are no candles, in words: the first of them, and how many. */
  refused(): { readonly total: number; readonly first: readonly string[] };
};

export type CandleStoreOptions = {
  readonly reason: string;
  readonly userId: string | null;
  readonly now: () => number;
};

export function openCandleStore(
  sql: Client,
  series: DataSeries & { readonly timeframe: Timeframe },
  { reason, userId, now }: CandleStoreOptions,
): CandleStore {
  const { timeframe } = series;
  const stepMs = timeframeMs(timeframe);
  let builder = new CandleColumnsBuilder(timeframe);
  let begunAt = 0;
  const total = { rows: 0, added: 0, unchanged: 0, conflicts: 0 };
  let firstAt: number | null = null;
  let lastAt: number | null = null;
  const conflicts: ImportConflict[] = [];
  const refused: string[] = [];
  let refusedTotal = 0;

  async function flush(): Promise<void> {
    if (builder.length === 0) return;
    const { columns } = builder.finish();
    const written = await writeCandles(sql, series, columns, { reason, userId });
    builder = new CandleColumnsBuilder(timeframe);
    total.rows += columns.length;
    total.added += written.added;
    total.unchanged += written.unchanged + written.completed;
    total.conflicts += written.conflicting;
    for (const { openAt, stored, given } of written.conflicts.slice(0, QUOTED - conflicts.length)) {
      conflicts.push({ at: openAt, stored: inWords(stored), given: inWords(given) });
    }
    const [first, last] = [candleTextAt(columns, 0).openAt, candleTextAt(columns, columns.length - 1).openAt];
    firstAt = Math.min(firstAt ?? first, first);
    lastAt = Math.max(lastAt ?? last, last);
  }

  return {
    async missing(from, until) {
      if ((await findSeries(sql, series)) === null) return from < until ? [{ from, until }] : [];
      const { openAt } = await loadCandles(sql, series, { from, to: until });
      const spans: TimeSpan[] = [];
      let cursor = from;
      for (const at of openAt) {
        if (at > cursor) spans.push({ from: cursor, until: at });
        cursor = at + stepMs;
      }
      if (cursor < until) spans.push({ from: cursor, until });
      return spans;
    },
    async add(candles) {
      if (builder.length === 0) begunAt = now();
      for (const candle of candles) {
        const { open, high, low, close, volume, quoteVolume, trades, takerVolume } = candle;
        const rest = [quoteVolume ?? "", trades === null ? "" : String(trades), takerVolume ?? ""] as const;
        const problem = builder.add(candle.openAt, open, high, low, close, volume, ...rest);
        if (problem === null) continue;
        refusedTotal += 1;
        if (refused.length < QUOTED) refused.push(`${formatTimestamp(candle.openAt)}: ${problem.message}`);
      }
      if (builder.length >= PIECE_ROWS || now() - begunAt >= PIECE_MS) await flush();
    },
    flush,
    report: () => ({ series, ...total, firstAt, lastAt, firstConflicts: conflicts, corrected: 0 }),
    refused: () => ({ total: refusedTotal, first: refused }),
  };
}

const inWords = ({ open, high, low, close, volume }: CandleText): string => `${open} ${high} ${low} ${close} ${volume}`;
