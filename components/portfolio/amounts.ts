import { currencyOf } from "../../server/domain/money/currency.ts";
import { formatScaledShort, parseScaled } from "../../server/domain/money/decimal.ts";
import { add, type Integer, negate } from "../../server/domain/money/integer.ts";

/** Units of the currency; throws for what is no amount of it, as all amounts here come from the desk. */
export function unitsOf(text: string, currency: string): Integer {
  const parsed = parseScaled(text, currencyOf(currency).decimals);
  if ("problem" in parsed) throw new RangeError(`"${text}" is no amount of ${currency}`);
  return parsed.value;
}

/** The exact sum of `plus` less that of `minus`, as a decimal text. */
export function sumOf(currency: string, plus: readonly string[], minus: readonly string[] = []): string {
  const total = (texts: readonly string[]) =>
    texts.reduce<Integer>((sum, text) => add(sum, unitsOf(text, currency)), 0);
  return formatScaledShort(add(total(plus), negate(total(minus))), currencyOf(currency).decimals);
}
