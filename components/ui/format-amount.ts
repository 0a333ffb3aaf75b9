import { currencyOf } from "../../server/domain/money/currency.ts";
import { formatScaled } from "../../server/domain/money/decimal.ts";
import { add, type Integer } from "../../server/domain/money/integer.ts";
import { groupDigits, trimZeros } from "./format-decimal.ts";

const CASH: ReadonlySet<string> = new Set(["USDT"]);

/** Decimals on screen: cents for cash, eight for a coin. */
export const placesOf = (currency: string): number => (CASH.has(currency) ? 2 : 8);

/** Cut, never rounded up: what is shown can be spent. */
export function formatBalance(units: Integer, currency: string): string {
  const places = placesOf(currency);
  const { decimals } = currencyOf(currency);
  const text = formatScaled(units, decimals);
  const cut = decimals > places ? text.slice(0, text.length - (decimals - places)) : text;
  return groupDigits(/[1-9]/.test(cut) ? cut : cut.replace("-", ""));
}

/** Rounded up: who has what is shown has enough. */
export function formatNeed(units: Integer, currency: string): string {
  const hidden = currencyOf(currency).decimals - placesOf(currency);
  return formatBalance(hidden > 0 ? add(units, 10 ** hidden - 1) : units, currency);
}

/** A fee as it was booked: at least the places of its currency, more when it has them. */
export function formatFee(units: Integer, currency: string): string {
  return groupDigits(trimZeros(formatScaled(units, currencyOf(currency).decimals), placesOf(currency)));
}
