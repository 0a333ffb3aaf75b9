import { formatDecimal } from "./format-decimal.ts";

const STEPS = [
  [1e12, "T"],
  [1e9, "B"],
  [1e6, "M"],
  [1e3, "K"],
] as const;

/** `707.57 M`, where a figure is looked at and not reckoned with: to two places of its thousands, millions or billions. */
export function formatCompact(text: string): string {
  const value = Number(text);
  const step = STEPS.find(([size]) => Math.abs(value) >= size);
  if (step === undefined) return formatDecimal(value.toFixed(2), 2);
  const [size, letter] = step;
  return `${formatDecimal((value / size).toFixed(2), 2)} ${letter}`;
}
