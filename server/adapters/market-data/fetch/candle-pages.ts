import { type Timeframe, timeframeMs } from "../../../domain/time/timeframe.ts";
import type { GivenCandle } from "../../exchanges/candle-rows.ts";
import type { PublicExchange } from "../../exchanges/public-exchange.ts";

const DAY_MS = 86_400_000;
/** After the day candles showed nothing to skip, so many empty pages pass before they are asked again. */
const PAGES_BETWEEN_LOOKS = 20;

export type TimeSpan = { readonly from: number; readonly until: number };

/** Everything before `until` is settled: the exchange has these candles and no others. */
export type CandlePage = { readonly candles: readonly GivenCandle[]; readonly until: number };

type Market = { readonly exchange: PublicExchange; readonly symbol: string; readonly timeframe: Timeframe };

/** Walks a span from its beginning to its end, however the exchange cuts it into pages. */
export function candlePages(market: Market, span: TimeSpan): AsyncGenerator<CandlePage, void, void> {
  return market.exchange.terms.candles.order === "oldest-first" ? forward(market, span) : windows(market, span);
}

/** Each page begins with the first candle there is; only empty ones say that there are no more. */
async function* forward({ exchange, symbol, timeframe }: Market, { from, until }: TimeSpan) {
  const { limit } = exchange.terms.candles;
  let cursor = from;
  while (cursor < until) {
    const span = { symbol, from: cursor, until, limit };
    const candles = await twiceIfEmpty(() => exchange.candles(span, timeframe));
    const last = candles.at(-1);
    cursor = last === undefined ? until : last.openAt + timeframeMs(timeframe);
    yield { candles, until: cursor };
  }
}

/** One page-long window after the other; where nothing is, the day candles say how far to skip. */
async function* windows(market: Market, { from, until }: TimeSpan) {
  const lengthMs = market.exchange.terms.candles.limit * timeframeMs(market.timeframe);
  let cursor = from;
  let pagesToLook = 0;
  while (cursor < until) {
    const end = Math.min(cursor + lengthMs, until);
    const window = { from: cursor, until: end };
    const candles = await twiceIfEmpty(() => wholeWindow(market, window));
    cursor = end;
    pagesToLook -= 1;
    if (candles.length === 0 && cursor < until && pagesToLook < 0 && market.timeframe !== "1d") {
      const next = await nextDay(market, { from: cursor, until });
      if (next === cursor) pagesToLook = PAGES_BETWEEN_LOOKS;
      cursor = next;
    }
    yield { candles, until: cursor };
  }
}

/** An exchange in trouble says at times that it has nothing. */
async function twiceIfEmpty(ask: () => Promise<readonly GivenCandle[]>): Promise<readonly GivenCandle[]> {
  const first = await ask();
  return first.length > 0 ? first : ask();
}

/** Asks for what lies before the oldest candle given until nothing does: a page may be shorter than its limit says. */
async function wholeWindow({ exchange, symbol, timeframe }: Market, { from, until }: TimeSpan) {
  const { limit } = exchange.terms.candles;
  const parts: (readonly GivenCandle[])[] = [];
  let end = until;
  while (end > from) {
    const candles = await exchange.candles({ symbol, from, until: end, limit }, timeframe);
    const [oldest] = candles;
    if (oldest === undefined) break;
    parts.unshift(candles);
    end = oldest.openAt;
  }
  return parts.flat();
}

/** The first instant from `from` on whose day has a candle; `until` when there is none. */
export async function nextDay(market: Market, { from, until }: TimeSpan): Promise<number> {
  const days: Market = { ...market, timeframe: "1d" };
  const lengthMs = market.exchange.terms.candles.limit * DAY_MS;
  for (let start = Math.floor(from / DAY_MS) * DAY_MS; start < until; start += lengthMs) {
    const [first] = await wholeWindow(days, { from: start, until: start + lengthMs });
    if (first !== undefined) return Math.min(until, Math.max(from, first.openAt));
  }
  return until;
}
