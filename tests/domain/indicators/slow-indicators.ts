import type { IndicatorCandle } from "../../../server/domain/indicators/indicator.ts";
import {
  delayed,
  deviation,
  ema,
  highest,
  lowest,
  mean,
  type Series,
  slopes,
  sma,
  smoothed,
  sum,
  sums,
  wilder,
  windows,
  wma,
  zip,
} from "./slow-series.ts";
import { slowPivots, slowSar, slowSuperTrend, slowVwap } from "./slow-walks.ts";

type Values = Readonly<Record<string, number>>;
type Slow = (candles: readonly IndicatorCandle[], values: Values) => Readonly<Record<string, Series>>;

const minus = (one: Series, other: Series) => zip(one, other, (a, b) => a - b);
const plus = (one: Series, other: Series) => zip(one, other, (a, b) => a + b);
const over = (one: Series, other: Series, without: number) => zip(one, other, (a, b) => (b === 0 ? without : a / b));
const times = (values: Series, factor: number) => values.map((value) => factor * value);
const rising = (values: Series) => values.map((value) => Math.max(0, value));
const column = (candles: readonly IndicatorCandle[], name: keyof IndicatorCandle) => candles.map((one) => one[name]);
const changes = (values: Series, bars = 1) => minus(values, delayed(values, bars));
const rate = (values: Series, bars: number) => times(over(changes(values, bars), delayed(values, bars), 0), 100);

const typical = (candles: readonly IndicatorCandle[]) =>
  candles.map(({ high, low, close }) => (high + low + close) / 3);
const middles = (candles: readonly IndicatorCandle[]) => candles.map(({ high, low }) => (high + low) / 2);
const trueRanges = (candles: readonly IndicatorCandle[]) =>
  candles.map(({ high, low }, bar) => {
    const before = candles[bar - 1]?.close ?? Number.NaN;
    return Math.max(high - low, Math.abs(high - before), Math.abs(low - before));
  });
const flows = (candles: readonly IndicatorCandle[]) =>
  candles.map(({ high, low, close, volume }) =>
    high === low ? 0 : ((close - low - (high - close)) / (high - low)) * volume,
  );
const weighted = (prices: Series, volumes: Series, length: number) =>
  over(
    sums(
      zip(prices, volumes, (price, volume) => price * volume),
      length,
    ),
    sums(volumes, length),
    Number.NaN,
  ).map((value, bar) => (Number.isNaN(value) ? (sma(prices, length)[bar] ?? Number.NaN) : value));
const position = (values: Series, highs: Series, lows: Series, length: number) => {
  const low = lowest(lows, length);
  const range = minus(highest(highs, length), low);
  return over(
    minus(values, low),
    range.map((apart) => (apart < 1e-9 ? 0 : apart)),
    0.5,
  );
};
const rsi = (values: Series, length: number) => {
  const gains = wilder(rising(changes(values)), length);
  const losses = wilder(rising(times(changes(values), -1)), length);
  return times(over(gains, plus(gains, losses), 0.5), 100);
};
const middle = (candles: readonly IndicatorCandle[], length: number) =>
  times(plus(highest(column(candles, "high"), length), lowest(column(candles, "low"), length)), 0.5);

function kama(values: Series, length: number, fast: number, slow: number): number[] {
  const moved = over(changes(values, length).map(Math.abs), sums(changes(values).map(Math.abs), length), 0);
  let average = values[length - 1] ?? Number.NaN;
  return values.map((value, bar) => {
    if (bar < length) return Number.NaN;
    const weight = ((moved[bar] ?? 0) * (2 / (fast + 1) - 2 / (slow + 1)) + 2 / (slow + 1)) ** 2;
    average += weight * (value - average);
    return average;
  });
}

const atr = (candles: readonly IndicatorCandle[], length: number) => wilder(trueRanges(candles), length);
const crossing = (line: Series, length: number) => ({ signal: ema(line, length), line });
const share = (candles: readonly IndicatorCandle[], length: number) => {
  const lows = zip(column(candles, "low"), delayed(column(candles, "close"), 1), Math.min);
  return over(sums(minus(column(candles, "close"), lows), length), sums(trueRanges(candles), length), 0.5);
};
const closes = (candles: readonly IndicatorCandle[]) => column(candles, "close");

export const SLOW: Readonly<Record<string, Slow>> = {
  sma: (candles, { period = 0 }) => ({ sma: sma(closes(candles), period) }),
  ema: (candles, { period = 0 }) => ({ ema: ema(closes(candles), period) }),
  rma: (candles, { period = 0 }) => ({ rma: smoothed(closes(candles), period, 1 / period) }),
  wma: (candles, { period = 0 }) => ({ wma: wma(closes(candles), period) }),
  dema: (candles, { period = 0 }) => {
    const first = ema(closes(candles), period);
    return { dema: minus(times(first, 2), ema(first, period)) };
  },
  tema: (candles, { period = 0 }) => {
    const first = ema(closes(candles), period);
    const second = ema(first, period);
    return { tema: plus(times(minus(first, second), 3), ema(second, period)) };
  },
  hma: (candles, { period = 0 }) => {
    const raw = minus(times(wma(closes(candles), Math.floor(period / 2)), 2), wma(closes(candles), period));
    return { hma: wma(raw, Math.floor(Math.sqrt(period))) };
  },
  kama: (candles, { period = 0, fast = 0, slow = 0 }) => ({ kama: kama(closes(candles), period, fast, slow) }),
  zlema: (candles, { period = 0 }) => {
    const lag = Math.floor((period - 1) / 2);
    return { zlema: ema(minus(times(closes(candles), 2), delayed(closes(candles), lag)), period) };
  },
  vwma: (candles, { period = 0 }) => ({ vwma: weighted(closes(candles), column(candles, "volume"), period) }),
  rsi: (candles, { period = 0 }) => ({ rsi: rsi(closes(candles), period) }),
  stochastic: (candles, { period = 0, smooth = 0, signal = 0 }) => {
    const raw = position(closes(candles), column(candles, "high"), column(candles, "low"), period);
    const k = sma(times(raw, 100), smooth);
    return { k, d: sma(k, signal) };
  },
  "stoch-rsi": (candles, { period = 0, stochastic = 0, smooth = 0, signal = 0 }) => {
    const strength = rsi(closes(candles), period);
    const k = sma(times(position(strength, strength, strength, stochastic), 100), smooth);
    return { k, d: sma(k, signal) };
  },
  macd: (candles, { fast = 0, slow = 0, signal: length = 0 }) => {
    const { line, signal } = crossing(minus(ema(closes(candles), fast), ema(closes(candles), slow)), length);
    return { macd: line, signal, histogram: minus(line, signal) };
  },
  ppo: (candles, { fast = 0, slow = 0, signal: length = 0 }) => {
    const base = ema(closes(candles), slow);
    const { line, signal } = crossing(times(over(minus(ema(closes(candles), fast), base), base, 0), 100), length);
    return { ppo: line, signal, histogram: minus(line, signal) };
  },
  cci: (candles, { period = 0 }) => ({
    cci: windows(typical(candles), period, (window) => {
      const spread = mean(window.map((value) => Math.abs(value - mean(window))));
      return spread === 0 ? 0 : ((window.at(-1) ?? 0) - mean(window)) / (0.015 * spread);
    }),
  }),
  "williams-r": (candles, { period = 0 }) => ({
    r: position(closes(candles), column(candles, "high"), column(candles, "low"), period).map((at) => 100 * (at - 1)),
  }),
  roc: (candles, { period = 0 }) => ({ roc: rate(closes(candles), period) }),
  momentum: (candles, { period = 0 }) => ({ momentum: changes(closes(candles), period) }),
  mfi: (candles, { period = 0 }) => {
    const prices = typical(candles);
    const flow = zip(prices, column(candles, "volume"), (price, volume) => price * volume);
    const moves = changes(prices).map(Math.sign);
    const side = (sign: number) =>
      zip(moves, flow, (move, value) => (Number.isNaN(move) ? move : move === sign ? value : 0));
    const [up, down] = [sums(side(1), period), sums(side(-1), period)];
    return { mfi: times(over(up, plus(up, down), 0.5), 100) };
  },
  ultimate: (candles, { short = 0, middle: medium = 0, long = 0 }) => {
    const [one, two, three] = [share(candles, short), share(candles, medium), share(candles, long)];
    return { ultimate: times(plus(plus(times(one, 4), times(two, 2)), three), 100 / 7) };
  },
  awesome: (candles, { fast = 0, slow = 0 }) => ({
    awesome: minus(sma(middles(candles), fast), sma(middles(candles), slow)),
  }),
  trix: (candles, { period = 0 }) => ({ trix: rate(ema(ema(ema(closes(candles), period), period), period), 1) }),
  "true-range": (candles) => ({ range: trueRanges(candles) }),
  atr: (candles, { period = 0 }) => ({ atr: atr(candles, period) }),
  natr: (candles, { period = 0 }) => ({ natr: times(over(atr(candles, period), closes(candles), 0), 100) }),
  "standard-deviation": (candles, { period = 0 }) => ({ deviation: deviation(closes(candles), period) }),
  bollinger: (candles, { period = 0, deviations = 0 }) => {
    const average = sma(closes(candles), period);
    const reach = times(deviation(closes(candles), period), deviations);
    const [upper, lower] = [plus(average, reach), minus(average, reach)];
    const width = minus(upper, lower);
    const percentB = over(minus(closes(candles), lower), width, 0.5);
    return { upper, middle: average, lower, percentB, bandwidth: over(width, average, 0) };
  },
  keltner: (candles, { period = 0, multiple = 0, range = 0 }) => {
    const average = ema(closes(candles), period);
    const reach = times(atr(candles, range), multiple);
    return { upper: plus(average, reach), middle: average, lower: minus(average, reach) };
  },
  donchian: (candles, { period = 0 }) => ({
    upper: highest(column(candles, "high"), period),
    middle: middle(candles, period),
    lower: lowest(column(candles, "low"), period),
  }),
  "chaikin-volatility": (candles, { period = 0, change = 0 }) => ({
    volatility: rate(ema(minus(column(candles, "high"), column(candles, "low")), period), change),
  }),
  choppiness: (candles, { period = 0 }) => {
    const span = minus(highest(column(candles, "high"), period), lowest(column(candles, "low"), period));
    const ratio = over(sums(trueRanges(candles), period), span, period);
    return { choppiness: ratio.map((value) => (100 * Math.log10(value)) / Math.log10(period)) };
  },
  obv: (candles) => ({
    obv: candles.map((_, last) =>
      sum(
        candles.slice(0, last + 1).map(({ close, volume }, bar) => {
          const before = candles[bar - 1]?.close ?? close;
          return Math.sign(close - before) * volume;
        }),
      ),
    ),
  }),
  "accumulation-distribution": (candles) => ({
    line: candles.map((_, last) => sum(flows(candles.slice(0, last + 1)))),
  }),
  "chaikin-money-flow": (candles, { period = 0 }) => ({
    flow: over(sums(flows(candles), period), sums(column(candles, "volume"), period), 0),
  }),
  "rolling-vwap": (candles, { period = 0 }) => ({
    vwap: weighted(typical(candles), column(candles, "volume"), period),
  }),
  vwap: (candles) => ({ vwap: slowVwap(candles) }),
  adx: (candles, { period = 0 }) => {
    const up = changes(column(candles, "high"));
    const down = times(changes(column(candles, "low")), -1);
    const range = atr(candles, period);
    const ups = zip(up, down, (rise, fall) => (Number.isNaN(rise) ? rise : rise > fall ? Math.max(0, rise) : 0));
    const downs = zip(down, up, (fall, rise) => (Number.isNaN(fall) ? fall : fall > rise ? Math.max(0, fall) : 0));
    const plusDi = times(over(wilder(ups, period), range, 0), 100);
    const minusDi = times(over(wilder(downs, period), range, 0), 100);
    const dx = times(over(minus(plusDi, minusDi).map(Math.abs), plus(plusDi, minusDi), 0), 100);
    return { adx: wilder(dx, period), plusDi, minusDi };
  },
  aroon: (candles, { period = 0 }) => {
    const age = (values: Series, pick: (...all: number[]) => number) =>
      windows(values, period + 1, (window) => (100 * window.lastIndexOf(pick(...window))) / period);
    const up = age(column(candles, "high"), Math.max);
    const down = age(column(candles, "low"), Math.min);
    return { up, down, oscillator: minus(up, down) };
  },
  "parabolic-sar": (candles, { step = 0, max = 0 }) => ({ sar: slowSar(candles, step, max) }),
  supertrend: (candles, { period = 0, multiple = 0 }) => slowSuperTrend(candles, atr(candles, period), multiple),
  ichimoku: (candles, { conversion = 0, base = 0, span = 0, displacement = 0 }) => ({
    conversion: middle(candles, conversion),
    base: middle(candles, base),
    spanA: delayed(times(plus(middle(candles, conversion), middle(candles, base)), 0.5), displacement),
    spanB: delayed(middle(candles, span), displacement),
  }),
  "linear-regression": (candles, { period = 0 }) => {
    const slope = slopes(closes(candles), period);
    return { slope, line: plus(sma(closes(candles), period), times(slope, (period - 1) / 2)) };
  },
  "pivot-points": (candles) => slowPivots(candles),
};
