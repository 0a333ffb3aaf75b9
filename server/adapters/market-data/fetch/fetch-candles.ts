import type { FetchReport } from "../../../domain/markets/data-job.ts";
import { type Timeframe, timeframeMs } from "../../../domain/time/timeframe.ts";
import type { PublicExchange } from "../../exchanges/public-exchange.ts";
import { candlePages, type TimeSpan } from "./candle-pages.ts";
import type { CandleStore } from "./candle-store.ts";

/** A candle is taken for final so long after its end: its last trades may be booked late. */
const SETTLE_MS = 5_000;
const ABSENT_NAMED = 1_000;

export type CandleRequest = {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly from: number;
  readonly to: number;
};

/** What every download is told. `onProgress`: how much of the span is settled, of how much. */
export type RunOptions = {
  readonly provenance: { readonly reason: string; readonly userId: string | null };
  readonly onProgress: (done: number, total: number) => void;
};

export type FetchedData = FetchReport & {
  /** The spans, first of them, that the exchange has nothing of: before its listing, while it was closed. */
  readonly absent: readonly TimeSpan[];
  /** Rows that made no sense and were left out. */
  readonly refused: { readonly total: number; readonly first: readonly string[] };
  /** Up to where there is a past; what was asked beyond it is still to come. */
  readonly until: number;
};

/**
 * Brings what a series lacks of `[from, to)` from the exchange into the store. Killed at any moment it has lost nothing that
 * was written; run again it asks only for what is missing. What the exchange does not have is asked for once and reported.
 */
export async function fetchCandles(
  exchange: PublicExchange,
  { symbol, timeframe, from, to }: CandleRequest,
  store: CandleStore,
  onProgress: (done: number, total: number) => void,
): Promise<FetchedData> {
  const stepMs = timeframeMs(timeframe);
  const closedUntil = Math.floor(((await exchange.time()) - SETTLE_MS) / stepMs) * stepMs;
  const begin = Math.ceil(from / stepMs) * stepMs;
  const until = Math.max(begin, Math.min(Math.ceil(to / stepMs) * stepMs, closedUntil));
  const total = (until - begin) / stepMs;
  const missing = await store.missing(begin, until);
  const spans = joinNear(missing, (exchange.terms.candles.limit / 2) * stepMs);
  let left = spans.reduce((sum, span) => sum + (span.until - span.from) / stepMs, 0);
  let pages = 0;
  onProgress(total - left, total);
  try {
    for (const span of spans) {
      let cursor = span.from;
      for await (const page of candlePages({ exchange, symbol, timeframe }, span)) {
        pages += 1;
        await store.add(page.candles.filter((candle) => candle.isFormed));
        left -= (page.until - cursor) / stepMs;
        cursor = page.until;
        onProgress(total - left, total);
      }
    }
  } finally {
    await store.flush(); // Also what came before it was interrupted.
  }
  const absent = await store.missing(begin, until);
  const count = absent.reduce((sum, span) => sum + (span.until - span.from) / stepMs, 0);
  const refused = store.refused();
  return { series: store.report(), pages, missing: count, absent: absent.slice(0, ABSENT_NAMED), refused, until };
}

/** Spans with less than half a page of stored candles between them are asked for in one go. */
function joinNear(spans: readonly TimeSpan[], nearMs: number): readonly TimeSpan[] {
  const joined: TimeSpan[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last !== undefined && span.from - last.until < nearMs)
      joined.splice(-1, 1, { from: last.from, until: span.until });
    else joined.push(span);
  }
  return joined;
}
