import { add, type Integer } from "../money/integer.ts";
import type { Timestamp } from "../time/timestamp.ts";
import type { Closing } from "./realised-gains.ts";

const DAY_MS = 86_400_000;

/** The calendar year in UTC that a gain belongs to: that of the closing. */
export const yearOf = (at: Timestamp): number => new Date(at).getUTCFullYear();

/** Whole days that a part of a lot was held. */
export const daysHeld = ({ openedAt, closedAt }: Closing): number => Math.floor((closedAt - openedAt) / DAY_MS);

/** What a year came to in one instrument: money in units of its quote currency. */
export type YearOfGains = {
  readonly year: number;
  readonly instrumentId: string;
  readonly closings: number;
  readonly costUnits: Integer;
  readonly proceedsUnits: Integer;
  readonly gainUnits: Integer;
};

/** Sums a year and an instrument, the earliest year first. */
export function yearsOfGains(closings: readonly Closing[]): readonly YearOfGains[] {
  const sums = new Map<string, YearOfGains>();
  for (const { instrumentId, closedAt, costUnits, proceedsUnits, gainUnits } of closings) {
    const year = yearOf(closedAt);
    const sum = sums.get(`${year} ${instrumentId}`);
    sums.set(`${year} ${instrumentId}`, {
      year,
      instrumentId,
      closings: (sum?.closings ?? 0) + 1,
      costUnits: add(sum?.costUnits ?? 0, costUnits),
      proceedsUnits: add(sum?.proceedsUnits ?? 0, proceedsUnits),
      gainUnits: add(sum?.gainUnits ?? 0, gainUnits),
    });
  }
  return [...sums.values()].sort((a, b) => a.year - b.year || a.instrumentId.localeCompare(b.instrumentId));
}
