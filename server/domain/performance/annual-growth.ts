const DAYS_PER_YEAR = 365;

/** Compound annual growth as a fraction: `(end ÷ start)^(365 ÷ days) − 1`, with calendar days; `start` and `days` above zero. */
export const annualGrowth = (start: number, end: number, days: number): number =>
  (end / start) ** (DAYS_PER_YEAR / days) - 1;
