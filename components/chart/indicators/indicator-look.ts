import { groupDigits } from "../../ui/format-decimal.ts";

/** Indicators whose values are dots or levels rather than a line. */
const DOTS: ReadonlySet<string> = new Set(["parabolic-sar"]);
const STEPS: ReadonlySet<string> = new Set(["pivot-points"]);

export const isDotted = (id: string): boolean => DOTS.has(id);
export const isStepped = (id: string): boolean => STEPS.has(id);

/** A value of an indicator that is no price. */
export function formatIndicator(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e9) return `${groupDigits((value / 1e9).toFixed(2))} B`;
  if (size >= 1e6) return `${groupDigits((value / 1e6).toFixed(2))} M`;
  if (size >= 1_000) return groupDigits(value.toFixed(1));
  if (size >= 1 || size === 0) return groupDigits(value.toFixed(2));
  return groupDigits(value.toFixed(Math.min(8, 3 - Math.floor(Math.log10(size)))));
}
