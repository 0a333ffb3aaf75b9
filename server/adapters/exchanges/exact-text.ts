import { formatScaledShort } from "../../domain/money/decimal.ts";
import { ExchangeFault } from "./ccxt-errors.ts";

const PLAIN = /^\d+(\.\d+)?$/;
const WITH_EXPONENT = /^(\d+)(?:\.(\d+))?e([+-]?\d{1,2})$/i;

/**
 * An exchange's decimal as plain text, digit for digit. Takes no number of JavaScript: what it once was written as is lost.
 * Throws {@link ExchangeFault} for anything else.
 */
export function exactText(value: unknown, what: string): string {
  if (typeof value === "string") {
    if (PLAIN.test(value)) return value;
    const [, whole, fraction = "", exponent] = WITH_EXPONENT.exec(value) ?? [];
    if (whole !== undefined) return shift(whole, fraction, Number(exponent));
  }
  throw new ExchangeFault("unknown", `The exchange sent ${JSON.stringify(value) ?? "nothing"} as ${what}.`);
}

/** As {@link exactText}, with a sign. */
export function exactSignedText(value: unknown, what: string): string {
  if (typeof value === "string" && value.startsWith("-")) return `-${exactText(value.slice(1), what)}`;
  return exactText(value, what);
}

function shift(whole: string, fraction: string, exponent: number): string {
  const digits = whole + fraction;
  const point = whole.length + exponent;
  if (point >= digits.length) return digits.padEnd(point, "0").replace(/^0+(?=\d)/, "");
  const padded = point <= 0 ? "0".repeat(1 - point) + digits : digits;
  const at = Math.max(point, 1);
  return `${padded.slice(0, at).replace(/^0+(?=\d)/, "")}.${padded.slice(at)}`;
}

/** The product of two plain decimals, digit for digit. */
export function timesExact(a: string, b: string): string {
  if (b === "1") return a;
  const [wholeA = "", fractionA = ""] = a.split(".");
  const [wholeB = "", fractionB = ""] = b.split(".");
  const product = BigInt(wholeA + fractionA) * BigInt(wholeB + fractionB);
  return formatScaledShort(product, fractionA.length + fractionB.length);
}

/** A whole number of milliseconds, sent as a number or as digits. */
export function exactInstant(value: unknown, what: string): number {
  const at = typeof value === "string" && /^\d{1,16}$/.test(value) ? Number(value) : value;
  if (typeof at === "number" && Number.isSafeInteger(at) && at >= 0) return at;
  throw new ExchangeFault("unknown", `The exchange sent ${JSON.stringify(value) ?? "nothing"} as ${what}.`);
}
