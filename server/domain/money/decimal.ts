import { Decimal } from "decimal.js";
import { fromBigInt, type Integer } from "./integer.ts";

/** The one file that knows decimal.js. 60 digits hold every product of a price, a quantity and a rate without rounding. */
const Exact = Decimal.clone({ precision: 60, rounding: Decimal.ROUND_HALF_EVEN, toExpNeg: -60, toExpPos: 60 });

const PLAIN_DECIMAL = /^-?\d{1,30}(\.\d{1,30})?$/;

export type DecimalProblem = "not-a-number" | "too-precise" | "too-large";

/**
 * Reads a plain decimal text as an integer count of `10^-decimals`.
 * Refuses (as a value) anything but digits with one optional point: no exponent, no spaces, no NaN, no silent rounding.
 */
export function parseScaled(text: string, decimals: number): { value: Integer } | { problem: DecimalProblem } {
  if (!PLAIN_DECIMAL.test(text)) {
    return { problem: /^-?\d+(\.\d+)?$/.test(text) ? "too-large" : "not-a-number" };
  }
  const negative = text.startsWith("-");
  const [whole = "0", fraction = ""] = (negative ? text.slice(1) : text).split(".");
  const significant = fraction.replace(/0+$/, "");
  if (significant.length > decimals) return { problem: "too-precise" };
  const magnitude = BigInt(whole + significant.padEnd(decimals, "0"));
  return { value: fromBigInt(negative ? -magnitude : magnitude) };
}

/** A plain decimal text of any length as a count of `10^-decimals`, rounded half to even; throws for anything else. */
export function roundScaled(text: string, decimals: number): Integer {
  if (!PLAIN_DECIMAL.test(text)) throw new RangeError(`"${text}" is not a plain decimal`);
  return fromBigInt(BigInt(new Exact(text).times(new Exact(10).pow(decimals)).toFixed(0)));
}

/** Writes an integer count of `10^-decimals` as a plain decimal with exactly `decimals` places. */
export function formatScaled(value: Integer, decimals: number): string {
  const negative = value < 0;
  const digits = (negative ? -value : value).toString().padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals);
  const text = decimals === 0 ? whole : `${whole}.${digits.slice(digits.length - decimals)}`;
  return negative ? `-${text}` : text;
}

/** Like {@link formatScaled} without trailing zeros: `1.5`, `0`, `-0.00000001`. */
export function formatScaledShort(value: Integer, decimals: number): string {
  const text = formatScaled(value, decimals);
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

/** A positive decimal step such as `0.00001` or `5` as `{ mantissa, decimals }`: the step is `mantissa × 10^-decimals`. */
export function parseStep(text: string): { mantissa: number; decimals: number } {
  const step = new Exact(text);
  if (!step.isFinite() || step.lte(0)) throw new RangeError(`Step "${text}" must be a positive decimal`);
  const decimals = step.decimalPlaces();
  return { mantissa: step.times(new Exact(10).pow(decimals)).toNumber(), decimals };
}

/** A rate such as `0.001` as an exact count of millionths; throws when it has more than six decimals. */
export function parseRateMillionths(text: string): number {
  const millionths = new Exact(text).times(1_000_000);
  if (!millionths.isInteger()) throw new RangeError(`Rate "${text}" has more than six decimals`);
  return millionths.toNumber();
}
