import { newestCandles, olderCandlesEnd } from "../../../db/market-data/candle-extent.ts";
import { loadCandles } from "../../../db/market-data/load-candles.ts";
import { findCandleSource } from "../../../db/market-data/series.ts";
import { inSnapshot } from "../../../db/market-data/transaction.ts";
import { accept, type Result, refuse } from "../../domain/errors/rejection.ts";
import { aggregateRunning } from "../../domain/markets/candle-aggregator.ts";
import { type CandleColumns, emptyCandles } from "../../domain/markets/candle-columns.ts";
import { type CandlePage, candlePage } from "../../domain/markets/candle-page.ts";
import { type Timeframe, timeframeMs } from "../../domain/time/timeframe.ts";
import type { Timestamp } from "../../domain/time/timestamp.ts";
import { type Actor, authorize } from "../access/authorize.ts";
import type { Desk } from "../desk.ts";

export type ChartCandlesInput = {
  readonly instrumentId: string;
  readonly timeframe: Timeframe;
  /** Only what had closed before this instant; null for the newest. */
  readonly before: Timestamp | null;
  /** The most candles wanted. */
  readonly limit: number;
};

/**
 * The candles of an instrument as its running feed has stored them, made of finer ones where need be; only the months that
 * they lie in are read.
 */
export async function chartCandles(
  desk: Desk,
  actor: Actor,
  { instrumentId, timeframe, before, limit }: ChartCandlesInput,
): Promise<Result<CandlePage, "instrument-unknown">> {
  await authorize(desk.database, actor, "data:view", null);
  const [market] = await desk.sql<{ source: string | null; symbol: string }[]>`
    select source, symbol from instrument where id = ${instrumentId}`;
  if (market === undefined) {
    const message = `There is no instrument "${instrumentId}". Choose one of the Instruments page.`;
    return refuse("instrument-unknown", message, { instrumentId });
  }
  const { source, symbol } = market;
  if (source === null) return accept(candlePage(emptyCandles(timeframe), 0, null));
  const wanted = { source, symbol, kind: "candles", timeframe } as const;
  const page = await inSnapshot(desk.sql, async (sql) => {
    const stored = await findCandleSource(sql, wanted);
    const newestAt = stored === null ? null : await newestCandles(sql, stored.id);
    if (stored === null || newestAt === null) return candlePage(emptyCandles(timeframe), 0, null);
    const fineMs = timeframeMs(stored.timeframe);
    const storedUntil = newestAt + fineMs;
    const until = Math.min(storedUntil, before ?? storedUntil);
    const stepMs = timeframeMs(timeframe);
    const from = Math.max(0, (Math.ceil(until / stepMs) - limit) * stepMs);
    const range = { from, to: until - fineMs + 1 };
    const fine = await loadCandles(sql, { ...wanted, timeframe: stored.timeframe }, range);
    const older = await olderCandlesEnd(sql, stored.id, from, fineMs);
    return candlePage(aggregateRunning(fine, timeframe), fine.length === 0 ? 0 : lastEnd(fine), older);
  });
  return accept(page);
}

const lastEnd = (fine: CandleColumns): Timestamp => (fine.openAt.at(-1) as number) + timeframeMs(fine.timeframe);
