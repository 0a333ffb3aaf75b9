import { ASSETS } from "../market-terms.ts";
import { type AssetPath, drawShocks } from "./asset-path.ts";
import { RandomSource } from "./random-source.ts";

const MINUTES = 60;
/** GARCH(1,1) of the minutes of an hour around a mean of 1. */
const SHOCK_WEIGHT = 0.14;
const MEMORY = 0.82;

/** The minutes of one hour, in the order of `ASSETS`: prices in USDT where each minute starts and ends, and its volatility. */
export type HourOfMinutes = {
  readonly starts: readonly Float64Array[];
  readonly ends: readonly Float64Array[];
  /** Standard deviation of a minute's return in usual times of the asset is multiplied by this. */
  readonly volatility: Float64Array;
};

/**
 * Bridges from the hour's first prices to the next hour's by sixty correlated steps with clustered volatility; the hour's
 * jump stands between two minutes. The same for the tape and for the history before it.
 */
export function minutesOf(seed: number, hour: number, path: AssetPath): HourOfMinutes {
  const here = path.hour(hour);
  const there = path.hour(hour + 1);
  const random = new RandomSource(seed, 2, hour);
  const shocks = new Float64Array(ASSETS.length);
  const volatility = new Float64Array(MINUTES);
  const raw = ASSETS.map(() => new Float64Array(MINUTES + 1).fill(1));
  const clock = new Float64Array(MINUTES + 1);
  let variance = 1;
  for (let minute = 0; minute < MINUTES; minute += 1) {
    drawShocks(random, shocks);
    volatility[minute] = here.volatility * Math.sqrt(variance);
    for (const [asset, { volatilityPerHour }] of ASSETS.entries()) {
      const step =
        volatilityPerHour * Math.sqrt(1 / MINUTES) * (volatility[minute] as number) * (shocks[asset] as number);
      const walk = raw[asset] as Float64Array;
      walk[minute + 1] = (walk[minute] as number) * (1 + step);
    }
    clock[minute + 1] = (clock[minute] as number) + variance;
    const shock = shocks[0] as number;
    variance = 1 - SHOCK_WEIGHT - MEMORY + (SHOCK_WEIGHT * shock * shock + MEMORY) * variance;
  }
  const starts = ASSETS.map(() => new Float64Array(MINUTES));
  const ends = ASSETS.map(() => new Float64Array(MINUTES));
  for (const [asset, walk] of raw.entries()) {
    const first = here.prices[asset] as number;
    const last = there.prices[asset] as number;
    const jump = 1 + (here.jumps[asset] as number);
    const correction = last / (first * jump) / (walk[MINUTES] as number) - 1;
    const point = (minute: number) =>
      first * (walk[minute] as number) * (1 + (correction * (clock[minute] as number)) / (clock[MINUTES] as number));
    for (let minute = 0; minute < MINUTES; minute += 1) {
      (starts[asset] as Float64Array)[minute] = point(minute) * (minute >= here.jumpMinute ? jump : 1);
      (ends[asset] as Float64Array)[minute] = point(minute + 1) * (minute >= here.jumpMinute ? jump : 1);
    }
    (ends[asset] as Float64Array)[MINUTES - 1] = last;
  }
  return { starts, ends, volatility };
}
