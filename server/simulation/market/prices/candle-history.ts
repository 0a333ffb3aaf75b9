import { aggregateCandles } from "../../../domain/markets/candle-aggregator.ts";
import type { CandleColumns } from "../../../domain/markets/candle-columns.ts";
import { type Timeframe, timeframeMs } from "../../../domain/time/timeframe.ts";
import type { Timestamp } from "../../../domain/time/timestamp.ts";
import {
  ASSETS,
  type AssetTerms,
  lotsPerHour,
  type MarketTerms,
  SYNTHETIC_MARKETS,
  takerChance,
} from "../market-terms.ts";
import { AssetPath, HISTORY_HOURS } from "./asset-path.ts";
import { type HourOfMinutes, minutesOf } from "./minute-path.ts";
import { RandomSource } from "./random-source.ts";

const MINUTE_MS = 60_000;
const MINUTES_PER_HOUR = 60;
const HOUR_MS = 3_600_000;

export type HistoryRequest = {
  readonly seed: number;
  /** Where the tape begins, as it was given to the market. */
  readonly startAt: Timestamp;
  readonly instrumentId: string;
  readonly timeframe: Timeframe;
  /** Candles that open from `from` on and before `to`. */
  readonly from: Timestamp;
  readonly to: Timestamp;
};

/**
 * Closed candles of the 30 days before a synthetic tape begins: each opens where the last closed, jumps between two minutes
 * excepted, and the last closes at the tape's first fair price. Of a longer timeframe only those that fit in whole.
 * Volumes in coins. Throws for an instrument that is not in the market.
 */
export function candleHistory(request: HistoryRequest): CandleColumns {
  const { seed, instrumentId, timeframe } = request;
  const market = SYNTHETIC_MARKETS.findIndex(({ instrument }) => instrument.id === instrumentId);
  const terms = SYNTHETIC_MARKETS[market];
  if (terms === undefined) throw new RangeError(`Instrument "${instrumentId}" is not in the synthetic market`);
  const tapeStart = request.startAt - (request.startAt % MINUTE_MS);
  const stepMs = timeframeMs(timeframe);
  const roundUp = (at: Timestamp) => Math.ceil(at / stepMs) * stepMs;
  const from = roundUp(Math.max(request.from, tapeStart - HISTORY_HOURS * HOUR_MS));
  const to = Math.min(roundUp(request.to), tapeStart - (tapeStart % stepMs));
  const columns = emptyMinutes(terms, Math.max(0, (to - from) / MINUTE_MS));
  const path = new AssetPath(seed);
  for (let hour = Math.floor((from - tapeStart) / HOUR_MS); tapeStart + hour * HOUR_MS < to; hour += 1) {
    writeHour(columns, from, tapeStart + hour * HOUR_MS, hourOf(seed, market, hour, path));
  }
  return aggregateCandles(columns, timeframe);
}

function emptyMinutes({ instrument }: MarketTerms, length: number): CandleColumns & { readonly volume: Float64Array } {
  const column = () => new Float64Array(length);
  return {
    timeframe: "1m",
    length,
    priceDecimals: instrument.priceDecimals,
    volumeDecimals: instrument.quantityDecimals,
    quoteDecimals: 0,
    openAt: column(),
    open: column(),
    high: column(),
    low: column(),
    close: column(),
    volume: column(),
  };
}

type HistoryHour = {
  readonly terms: MarketTerms;
  readonly minutes: HourOfMinutes;
  readonly random: RandomSource;
  /** What multiplies the asset's price at the edges of the minutes, from the hour's start to its end. */
  readonly factors: Float64Array;
};

function hourOf(seed: number, market: number, hour: number, path: AssetPath): HistoryHour {
  const terms = SYNTHETIC_MARKETS[market] as MarketTerms;
  const random = new RandomSource(seed, 7, market, hour);
  const isPerpetual = terms.instrument.kind === "perpetual";
  const { premium } = path.hour(hour);
  const rise = path.hour(hour + 1).premium - premium;
  const factors = Float64Array.from({ length: MINUTES_PER_HOUR + 1 }, (_, edge) => {
    // Where hours meet no venue differs, as on the tape.
    const difference = edge > 0 && edge < MINUTES_PER_HOUR ? terms.difference * random.bell() : 0;
    return 1 + (isPerpetual ? premium + (rise * edge) / MINUTES_PER_HOUR : 0) + difference;
  });
  return { terms, minutes: minutesOf(seed, hour, path), random, factors };
}

/** Draws for each minute of the hour, so that one is the same whatever else was asked for; writes those in the columns' range. */
function writeHour(columns: CandleColumns, from: Timestamp, hourAt: Timestamp, hour: HistoryHour): void {
  const { terms, minutes, random, factors } = hour;
  const { ticksMantissa, lotsMantissa } = terms.instrument;
  const { volatilityPerHour } = ASSETS[terms.asset] as AssetTerms;
  const starts = minutes.starts[terms.asset] as Float64Array;
  const ends = minutes.ends[terms.asset] as Float64Array;
  for (let minute = 0; minute < MINUTES_PER_HOUR; minute += 1) {
    const open = (starts[minute] as number) * (factors[minute] as number) * terms.ticksPerUnit;
    const close = (ends[minute] as number) * (factors[minute + 1] as number) * terms.ticksPerUnit;
    const volatility = minutes.volatility[minute] as number;
    const deviation = open * volatilityPerHour * Math.sqrt(1 / MINUTES_PER_HOUR) * volatility;
    const high = (open + close + reach(open - close, deviation, random)) / 2;
    const low = (open + close - reach(open - close, deviation, random)) / 2;
    const share = (takerChance(volatility) / takerChance(1)) * (0.5 + random.next());
    const row = (hourAt - from) / MINUTE_MS + minute;
    if (row < 0 || row >= columns.length) continue;
    columns.openAt[row] = hourAt + minute * MINUTE_MS;
    columns.open[row] = Math.round(open) * ticksMantissa;
    columns.close[row] = Math.round(close) * ticksMantissa;
    columns.high[row] = Math.round(high) * ticksMantissa;
    columns.low[row] = Math.round(low) * ticksMantissa;
    columns.volume[row] = Math.ceil((lotsPerHour(terms) / MINUTES_PER_HOUR) * share) * lotsMantissa;
  }
}

/**
 * Twice the distance of a Brownian bridge's extreme from its middle: √(Δ² − 2σ² ln U), where −2 ln U is drawn as the sum of
 * two squared normals.
 */
function reach(change: number, deviation: number, random: RandomSource): number {
  const first = random.bell();
  const second = random.bell();
  return Math.sqrt(change * change + deviation * deviation * (first * first + second * second));
}
