import type { IndicatorCandle } from "../../../server/domain/indicators/indicator.ts";

type Candles = readonly IndicatorCandle[];

const dayOf = ({ openAt }: IndicatorCandle): string => new Date(openAt).toISOString().slice(0, 10);

export const slowVwap = (candles: Candles): number[] =>
  candles.map((candle, bar) => {
    const today = candles.slice(0, bar + 1).filter((other) => dayOf(other) === dayOf(candle));
    const price = ({ high, low, close }: IndicatorCandle) => (high + low + close) / 3;
    const volume = today.reduce((total, other) => total + other.volume, 0);
    const worth = today.reduce((total, other) => total + price(other) * other.volume, 0);
    return volume === 0 ? price(candle) : worth / volume;
  });

export function slowPivots(candles: Candles) {
  const days = [...new Set(candles.map(dayOf))];
  const rows = candles.map((candle) => {
    const before = candles.filter((other) => dayOf(other) === days[days.indexOf(dayOf(candle)) - 1]);
    const high = Math.max(...before.map((other) => other.high));
    const low = Math.min(...before.map((other) => other.low));
    const pivot = before.length === 0 ? Number.NaN : (high + low + (before.at(-1)?.close ?? 0)) / 3;
    return { pivot, high, low };
  });
  return {
    pivot: rows.map(({ pivot }) => pivot),
    r1: rows.map(({ pivot, low }) => 2 * pivot - low),
    s1: rows.map(({ pivot, high }) => 2 * pivot - high),
    r2: rows.map(({ pivot, high, low }) => pivot + (high - low)),
    s2: rows.map(({ pivot, high, low }) => pivot - (high - low)),
    r3: rows.map(({ pivot, high, low }) => high + 2 * (pivot - low)),
    s3: rows.map(({ pivot, high, low }) => low - 2 * (high - pivot)),
  };
}

/** As Wilder tells it: one trade after the other, each with its extreme and its acceleration. */
export function slowSar(candles: Candles, step: number, max: number): number[] {
  const at = (bar: number) => candles[bar] as IndicatorCandle;
  const stops = [Number.NaN];
  if (candles.length < 2) return stops;
  const fell = at(0).low - at(1).low;
  let side = fell > 0 && fell > at(1).high - at(0).high ? -1 : 1;
  let trade = {
    stop: side > 0 ? at(0).low : at(0).high,
    extreme: side > 0 ? at(1).high : at(1).low,
    pace: Math.min(step, max),
  };
  for (let bar = 1; bar < candles.length; bar += 1) {
    const { high, low } = at(bar);
    const recent = [at(bar), at(Math.max(1, bar - 1))];
    const clear = (stop: number) =>
      side > 0 ? Math.min(stop, ...recent.map((one) => one.low)) : Math.max(stop, ...recent.map((one) => one.high));
    if (side > 0 ? low <= trade.stop : high >= trade.stop) {
      side = -side;
      trade = { stop: clear(trade.extreme), extreme: side > 0 ? high : low, pace: Math.min(step, max) };
      stops.push(trade.stop);
    } else {
      stops.push(trade.stop);
      const isNew = side > 0 ? high > trade.extreme : low < trade.extreme;
      if (isNew) trade = { ...trade, extreme: side > 0 ? high : low, pace: Math.min(max, trade.pace + step) };
    }
    trade = { ...trade, stop: clear(trade.stop + trade.pace * (trade.extreme - trade.stop)) };
  }
  return stops;
}

export function slowSuperTrend(candles: Candles, ranges: readonly number[], multiple: number) {
  const trend: number[] = [];
  const direction: number[] = [];
  let bands = { upper: Number.NaN, lower: Number.NaN };
  let side = 0;
  candles.forEach((candle, bar) => {
    const middle = (candle.high + candle.low) / 2;
    const reach = multiple * (ranges[bar] ?? Number.NaN);
    const before = candles[bar - 1]?.close ?? Number.NaN;
    if (!Number.isNaN(reach)) {
      const isFirst = side === 0;
      if (isFirst) side = candle.close >= middle ? 1 : -1;
      bands = {
        upper: isFirst || before > bands.upper ? middle + reach : Math.min(bands.upper, middle + reach),
        lower: isFirst || before < bands.lower ? middle - reach : Math.max(bands.lower, middle - reach),
      };
      if (side > 0 && candle.close < bands.lower) side = -1;
      else if (side < 0 && candle.close > bands.upper) side = 1;
    }
    trend.push(side === 0 ? Number.NaN : side > 0 ? bands.lower : bands.upper);
    direction.push(side === 0 ? Number.NaN : side);
  });
  return { trend, direction };
}
