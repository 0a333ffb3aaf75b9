import { formatScaled } from "../../server/domain/money/decimal.ts";
import type { Integer } from "../../server/domain/money/integer.ts";
import { numberSigns } from "./format-locale.ts";

/** The true minus, as wide as a plus. */
export const MINUS = "\u2212";
/** Stands where a number is not known. */
export const UNKNOWN = "\u2013";

function split(text: string): { isNegative: boolean; whole: string; fraction: string } {
  const isNegative = text.startsWith("-");
  const [whole = "0", fraction = ""] = (isNegative ? text.slice(1) : text).split(".");
  return { isNegative, whole, fraction };
}

/** A decimal text with exactly `places` decimals, rounded half away from zero; exact for any size. */
export function roundDecimal(text: string, places: number): string {
  const { isNegative, whole, fraction } = split(text);
  const digits = BigInt(whole + fraction.padEnd(places + 1, "0").slice(0, places + 1));
  const scaled = (digits + 5n) / 10n;
  const rounded = formatScaled(isNegative ? -scaled : scaled, places);
  return scaled === 0n && rounded.startsWith("-") ? rounded.slice(1) : rounded;
}

/** `64,210.00` and `−1,204.31`, with the signs of the chosen number format: thousands set apart, nothing rounded. */
export function groupDigits(text: string): string {
  const { isNegative, whole, fraction } = split(text);
  const { group, point } = numberSigns();
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group);
  return `${isNegative ? MINUS : ""}${grouped}${fraction === "" ? "" : `${point}${fraction}`}`;
}

/** A decimal text for the eye, with exactly `places` decimals. */
export const formatDecimal = (text: string, places: number): string => groupDigits(roundDecimal(text, places));

/** Units of `10^-decimals` for the eye, with exactly `places` decimals. */
export const formatUnitsAt = (units: Integer, decimals: number, places: number): string =>
  formatDecimal(formatScaled(units, decimals), places);

/** Drops what the eye does not need, but keeps at least `placesMin` decimals. */
export function trimZeros(text: string, placesMin: number): string {
  const [whole = "", fraction = ""] = text.split(".");
  const kept = fraction.replace(/0+$/, "").padEnd(placesMin, "0");
  return kept === "" ? whole : `${whole}.${kept}`;
}
