import { formatScaled } from "../../../server/domain/money/decimal.ts";

const placesIn = (text: string): number => text.split(".")[1]?.length ?? 0;

function scaled(text: string, places: number): bigint {
  const isNegative = text.startsWith("-");
  const [whole = "0", fraction = ""] = (isNegative ? text.slice(1) : text).split(".");
  const value = BigInt(whole + fraction.padEnd(places, "0"));
  return isNegative ? -value : value;
}

/** `a + sign × b` of two decimal texts, exact. */
export function addDecimals(a: string, b: string, sign: 1 | -1): string {
  const places = Math.max(placesIn(a), placesIn(b));
  return formatScaled(scaled(a, places) + BigInt(sign) * scaled(b, places), places);
}
