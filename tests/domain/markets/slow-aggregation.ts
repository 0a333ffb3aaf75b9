import { Decimal } from "decimal.js";
import type { CandleText } from "../../../server/domain/markets/candle-columns.ts";
import type { TradeText } from "../../../server/domain/markets/trade-columns.ts";

const Exact = Decimal.clone({ precision: 80, toExpNeg: -60, toExpPos: 60 });

const sum = (values: readonly Decimal.Value[]) =>
  values.reduce<Decimal>((total, value) => total.plus(value), new Exact(0)).toString();

function groups<T>(items: readonly T[], stepMs: number, timeOf: (item: T) => number): [openAt: number, items: T[]][] {
  const byTime = new Map<number, T[]>();
  for (const item of items) {
    const openAt = Math.floor(timeOf(item) / stepMs) * stepMs;
    byTime.set(openAt, [...(byTime.get(openAt) ?? []), item]);
  }
  return [...byTime];
}

/** Candles from trades, the obvious way; a quote volume that 64 bits do not hold is unknown. */
export function slowlyFromTrades(trades: readonly TradeText[], stepMs: number): CandleText[] {
  const candles = withEveryDigit(trades, stepMs);
  const places = Math.max(0, ...candles.map(({ quoteVolume }) => new Exact(quoteVolume ?? 0).decimalPlaces()));
  const fits = (value: string | null) =>
    new Exact(value ?? 0).times(new Exact(10).pow(places)).lt(new Exact(2).pow(63));
  return candles.map((candle) => (fits(candle.quoteVolume) ? candle : { ...candle, quoteVolume: null }));
}

function withEveryDigit(trades: readonly TradeText[], stepMs: number): CandleText[] {
  return groups(trades, stepMs, ({ at }) => at).map(([openAt, inside]) => {
    const prices = inside.map(({ price }) => new Exact(price));
    return {
      openAt,
      open: String(prices[0]),
      high: Exact.max(...prices).toString(),
      low: Exact.min(...prices).toString(),
      close: String(prices.at(-1)),
      volume: sum(inside.map(({ quantity }) => quantity)),
      quoteVolume: sum(inside.map(({ price, quantity }) => new Exact(price).times(quantity))),
      trades: inside.length,
      takerVolume: inside.some(({ taker }) => taker === null)
        ? null
        : sum(inside.filter(({ taker }) => taker === "buy").map(({ quantity }) => quantity)),
    };
  });
}

/** Candles from finer ones, or of the parts of one candle, the obvious way. */
export function slowlyFromCandles(candles: readonly CandleText[], stepMs: number): CandleText[] {
  const total = (values: readonly (string | number | null)[]) =>
    values.includes(null) ? null : sum(values.map((value) => value ?? 0));
  return groups(candles, stepMs, ({ openAt }) => openAt).map(([openAt, inside]) => {
    const trades = total(inside.map((candle) => candle.trades));
    return {
      openAt,
      open: String(inside[0]?.open),
      high: Exact.max(...inside.map(({ high }) => high)).toString(),
      low: Exact.min(...inside.map(({ low }) => low)).toString(),
      close: String(inside.at(-1)?.close),
      volume: sum(inside.map(({ volume }) => volume)),
      quoteVolume: total(inside.map((candle) => candle.quoteVolume)),
      trades: trades === null ? null : Number(trades),
      takerVolume: total(inside.map((candle) => candle.takerVolume)),
    };
  });
}
