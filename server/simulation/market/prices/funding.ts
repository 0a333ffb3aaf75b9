import { type FundingRates, FundingRatesBuilder } from "../../../domain/markets/funding-rates.ts";
import { formatScaled } from "../../../domain/money/decimal.ts";
import type { Timestamp } from "../../../domain/time/timestamp.ts";
import { AssetPath, HISTORY_HOURS } from "./asset-path.ts";

const HOUR_MS = 3_600_000;
const INTEREST = 0.0001;
const INTEREST_REACH = 0.0005;
const RATE_MAX = 0.0075;
const RATE_DECIMALS = 8;
const FUNDING_HOURS = 8;

/** Perpetuals settle at 00:00, 08:00 and 16:00 UTC. */
export const FUNDING_MS = FUNDING_HOURS * HOUR_MS;

/**
 * Funding settled in hour `hour` of the tape: the mean premium of the eight hours before, brought towards the interest of
 * 0.01 % by at most 0.05 % and bounded by 0.75 %, the usual formula of perpetual swaps. A signed fraction of notional that
 * longs pay to shorts, as exact decimal text.
 */
export function fundingRate(path: AssetPath, hour: number): string {
  let sum = 0;
  for (let back = 1; back <= FUNDING_HOURS; back += 1) {
    sum += path.hour(Math.max(-HISTORY_HOURS, hour - back)).premium;
  }
  const premium = sum / FUNDING_HOURS;
  const rate = premium + Math.min(INTEREST_REACH, Math.max(-INTEREST_REACH, INTEREST - premium));
  return formatScaled(Math.round(Math.min(RATE_MAX, Math.max(-RATE_MAX, rate)) * 10 ** RATE_DECIMALS), RATE_DECIMALS);
}

/** What the perpetuals settled in the 30 days before a synthetic tape begins, and at its beginning; the same for each of them. */
export function fundingHistory({
  seed,
  startAt,
}: {
  readonly seed: number;
  readonly startAt: Timestamp;
}): FundingRates {
  const tapeStart = startAt - (startAt % 60_000);
  const path = new AssetPath(seed);
  const rates = new FundingRatesBuilder();
  const oldest = tapeStart - HISTORY_HOURS * HOUR_MS;
  for (let at = Math.ceil(oldest / FUNDING_MS) * FUNDING_MS; at <= tapeStart; at += FUNDING_MS) {
    rates.add(at, fundingRate(path, Math.floor((at - tapeStart) / HOUR_MS)));
  }
  return rates.finish().columns;
}
