/** What ratios of rolling sums may miss their range by is rounding. */
export const within = (low: number, high: number, value: number): number => Math.min(high, Math.max(low, value));
