import type { InstrumentPrices, MinuteCandle } from "../../../server/domain/markets/price-frames.ts";
import type { Bar } from "./bar.ts";

const MINUTE_MS = 60_000;

const barOf = ([openAt, open, high, low, close, volume]: MinuteCandle): Bar => ({
  openAt,
  open: Number(open),
  high: Number(high),
  low: Number(low),
  close: Number(close),
  volume: Number(volume),
});

/** The minute with trades before the running one, whole; null where it is not known. */
export const closedMinute = ({ candleBefore }: InstrumentPrices): Bar | null =>
  candleBefore === null ? null : barOf(candleBefore);

/**
 * The running minute as the prices tell it. While a feed tells none, it is made of the last prices seen since `known`, and has no
 * volume. Null when there is no price yet.
 */
export function liveMinute(prices: InstrumentPrices, known: Bar | null): Bar | null {
  if (prices.candle !== null) return barOf(prices.candle);
  if (prices.last === null || prices.dataAt === 0) return null;
  const last = Number(prices.last);
  const openAt = prices.dataAt - (prices.dataAt % MINUTE_MS);
  if (known === null || known.openAt < openAt)
    return { openAt, open: last, high: last, low: last, close: last, volume: 0 };
  if (known.openAt > openAt) return null;
  return { ...known, high: Math.max(known.high, last), low: Math.min(known.low, last), close: last };
}
