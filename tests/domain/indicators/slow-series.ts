/** Series in the obvious way: everything anew for each bar. NaN where a bar has no value yet. */
export type Series = readonly number[];

export const sum = (values: Series): number => values.reduce((total, value) => total + value, 0);
export const mean = (values: Series): number => sum(values) / values.length;

/** `f` of each window of `length` bars; NaN for a window with a NaN in it. */
export const windows = (values: Series, length: number, f: (window: Series) => number): number[] =>
  values.map((_, bar) => {
    const window = bar + 1 < length ? [Number.NaN] : values.slice(bar + 1 - length, bar + 1);
    return window.some(Number.isNaN) ? Number.NaN : f(window);
  });

export const zip = (one: Series, other: Series, f: (one: number, other: number) => number): number[] =>
  one.map((value, bar) => f(value, other[bar] ?? Number.NaN));

export const delayed = (values: Series, bars: number): number[] =>
  values.map((_, bar) => values[bar - bars] ?? Number.NaN);
export const sma = (values: Series, length: number): number[] => windows(values, length, mean);
export const sums = (values: Series, length: number): number[] => windows(values, length, sum);
export const highest = (values: Series, length: number): number[] =>
  windows(values, length, (window) => Math.max(...window));
export const lowest = (values: Series, length: number): number[] =>
  windows(values, length, (window) => Math.min(...window));

export const wma = (values: Series, length: number): number[] =>
  windows(values, length, (window) => {
    const weights = window.map((_, place) => place + 1);
    return sum(zip(window, weights, (value, weight) => value * weight)) / sum(weights);
  });

export function smoothed(values: Series, length: number, weight: number): number[] {
  const first = values.findIndex((value) => !Number.isNaN(value));
  let average = Number.NaN;
  return values.map((value, bar) => {
    if (bar === first + length - 1) average = mean(values.slice(first, first + length));
    else if (bar >= first + length) average = weight * value + (1 - weight) * average;
    return average;
  });
}

export const ema = (values: Series, length: number): number[] => smoothed(values, length, 2 / (length + 1));
export const wilder = (values: Series, length: number): number[] => smoothed(values, length, 1 / length);

export const deviation = (values: Series, length: number): number[] =>
  windows(values, length, (window) => Math.sqrt(mean(window.map((value) => (value - mean(window)) ** 2))));

/** Slope of the least-squares line, by covariance over variance. */
export const slopes = (values: Series, length: number): number[] =>
  windows(values, length, (window) => {
    const middle = (length - 1) / 2;
    const covariance = sum(window.map((value, place) => (place - middle) * (value - mean(window))));
    return covariance / sum(window.map((_, place) => (place - middle) ** 2));
  });
