import type { FundingRates } from "../funding-rates.ts";
import type { FoundDefect } from "./candle-defects.ts";

const MISSING_FROM = 1.5;
const LATE_FROM = 1.01;

/**
 * Settlements that are missing or late, judged by the usual time from one to the next (the median): after one and a half times
 * that, one or more are missing (a gap); after more than 1 % over it, it came late (an outlier). Venues stamp a few milliseconds
 * off.
 */
export function findFundingDefects({ at, length }: FundingRates): FoundDefect[] {
  const waits = at.subarray(1).map((time, index) => time - (at[index] as number));
  const usual = Float64Array.from(waits).sort()[waits.length >>> 1] ?? 0;
  const found: FoundDefect[] = [];
  for (let index = 1; index < length; index += 1) {
    const untilAt = at[index] as number;
    const lastAt = at[index - 1] as number;
    const share = (untilAt - lastAt) / usual;
    const hours = `${round(untilAt - lastAt)} h after the one before, usually ${round(usual)} h`;
    if (share >= MISSING_FROM) {
      const rows = Math.max(1, Math.round(share) - 1);
      found.push({ kind: "gap", fromAt: lastAt + 1, untilAt, rows, detail: `${rows} missing: ${hours}` });
    } else if (share > LATE_FROM) {
      found.push({ kind: "outlier", fromAt: untilAt, untilAt: untilAt + 1, rows: 1, detail: `Settled late: ${hours}` });
    }
  }
  return found;
}

const round = (ms: number) => Math.round(ms / 36_000) / 100;
