import { fromBigInt, type Integer } from "./integer.ts";

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
  const { digits, decimals: places } = readExact(text);
  if (places <= decimals) return fromBigInt(digits * 10n ** BigInt(decimals - places));
  const unit = 10n ** BigInt(places - decimals);
  const magnitude = digits < 0n ? -digits : digits;
  const below = magnitude / unit;
  const rest = (magnitude % unit) * 2n;
  const rounded = rest > unit || (rest === unit && below % 2n === 1n) ? below + 1n : below;
  return fromBigInt(digits < 0n ? -rounded : rounded);
}

const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;

/** What a number text counts, without zeros at its end: `1e-5` is 1 of `10^-5`. Throws for what is none. */
function readExact(text: string): { digits: bigint; decimals: number } {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = NUMBER.exec(text) ?? [];
  if (whole + fraction === "") throw new RangeError(`"${text}" is not a number`);
  let digits = BigInt(`${whole}${fraction}`);
  let decimals = fraction.length - Number(exponent);
  while (decimals > 0 && digits % 10n === 0n) {
    digits /= 10n;
    decimals -= 1;
  }
  if (decimals < 0) digits *= 10n ** BigInt(-decimals);
  return { digits: sign === "-" ? -digits : digits, decimals: Math.max(0, decimals) };
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
  const { digits, decimals } = readExact(text);
  if (digits <= 0n) throw new RangeError(`Step "${text}" must be a positive decimal`);
  return { mantissa: Number(digits), decimals };
}

/** A rate such as `0.001` as an exact count of millionths; throws when it has more than six decimals. */
export function parseRateMillionths(text: string): number {
  const { digits, decimals } = readExact(text);
  if (decimals > 6) throw new RangeError(`Rate "${text}" has more than six decimals`);
  return Number(digits * 10n ** BigInt(6 - decimals));
}
