import { type Currency, currencyOf } from "./currency.ts";
import { type DecimalProblem, formatScaled, formatScaledShort, parseScaled } from "./decimal.ts";
import { add, type Integer } from "./integer.ts";

/** An amount: `units` of `10^-decimals` of the currency named by `currency`. */
export type Money = { readonly currency: string; readonly units: Integer };

export const zero = (currency: string): Money => ({ currency, units: 0 });

/** Throws when the currencies differ: a sum of two currencies has no meaning. */
export function addMoney(a: Money, b: Money): Money {
  if (a.currency !== b.currency) throw new TypeError(`Cannot add ${b.currency} to ${a.currency}`);
  return { currency: a.currency, units: add(a.units, b.units) };
}

export function parseUnits(text: string, currency: Currency): { value: Integer } | { problem: DecimalProblem } {
  return parseScaled(text, currency.decimals);
}

/** `1234.5` for 1234.50000000 USDT: exact, without trailing zeros. */
export function formatUnits(units: Integer, currency: string): string {
  return formatScaledShort(units, currencyOf(currency).decimals);
}

export function formatMoney(money: Money): string {
  return `${formatScaled(money.units, currencyOf(money.currency).decimals)} ${money.currency}`;
}
