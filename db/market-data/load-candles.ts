import type postgres from "postgres";
import { aggregateCandles } from "../../server/domain/markets/candle-aggregator.ts";
import {
  type CandleColumns,
  candlesBetween,
  emptyCandles,
  joinCandles,
} from "../../server/domain/markets/candle-columns.ts";
import { mergeCandles } from "../../server/domain/markets/columns/candle-merge.ts";
import type { DataSeries } from "../../server/domain/markets/data-series.ts";
import { timeframeMs } from "../../server/domain/time/timeframe.ts";
import type { Timestamp } from "../../server/domain/time/timestamp.ts";
import { decodeOpened, inflateCandles, type Opened } from "./candle-chunks.ts";
import { readChunks } from "./chunks.ts";
import { decodeCandles } from "./codec/candle-codec.ts";
import { readRunningCandles } from "./running-rows.ts";
import { findCandleSource, requireTimeframe } from "./series.ts";
import { spanOf } from "./spans.ts";
import { type Connection, inSnapshot } from "./transaction.ts";

export type CandleRange = {
  /** Open time of the first candle wanted; without it, from the first stored. */
  readonly from?: Timestamp;
  /** Exclusive. */
  readonly to?: Timestamp;
  /** Also quote volume, number of trades and taker volume, where stored. */
  readonly hasExtra?: boolean;
};

const FOREVER = 8.64e15;

/**
 * The stored candles of a series that open in `[from, to)`, or made of the finest stored timeframe that divides its own. No
 * candles when there is neither. Throws a `CorruptChunkError` when what is stored is not what was written.
 */
export async function loadCandles(
  sql: Connection,
  series: DataSeries,
  { from = 0, to = FOREVER, hasExtra = false }: CandleRange = {},
): Promise<CandleColumns> {
  const timeframe = requireTimeframe(series);
  const stepMs = timeframeMs(timeframe);
  return inSnapshot(sql, async (snapshot) => {
    const source = await findCandleSource(snapshot, series);
    if (source === null) return emptyCandles(timeframe);
    if (source.timeframe === timeframe) return loadStored(snapshot, series, source.id, { from, to, hasExtra });
    const whole = { from: Math.ceil(from / stepMs) * stepMs, to: Math.ceil(to / stepMs) * stepMs, hasExtra };
    const fine = await loadStored(snapshot, { ...series, timeframe: source.timeframe }, source.id, whole);
    return aggregateCandles(fine, timeframe);
  });
}

async function loadStored(
  sql: postgres.TransactionSql,
  series: DataSeries,
  seriesId: number,
  { from, to, hasExtra }: Required<CandleRange>,
): Promise<CandleColumns> {
  const timeframe = requireTimeframe(series);
  const running = await readRunningCandles(sql, seriesId, { timeframe, from, until: to });
  const opening: Promise<Opened>[] = [];
  await readChunks(sql, seriesId, { from: spanOf(series.kind, from).from, until: to, hasExtra }, (chunk) => {
    const opened = inflateCandles(series, chunk); // On the thread pool while the next one arrives.
    opened.catch(() => {}); // Reported when it is awaited below.
    opening.push(opened);
  });
  const opened = await Promise.all(opening);
  const stored = hasExtra
    ? joinCandles(
        timeframe,
        opened.map((part) => decodeOpened(timeframe, part)),
      )
    : decodeCandles(
        timeframe,
        opened.map(({ core }) => core),
      );
  const closed = candlesBetween(stored, from, to);
  return running.length === 0 ? closed : mergeCandles(closed, running).merged;
}
