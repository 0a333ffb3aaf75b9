import { type Instrument, valueOfBaseUnits } from "../../../server/domain/markets/instrument.ts";
import { currencyOf } from "../../../server/domain/money/currency.ts";
import { formatScaled } from "../../../server/domain/money/decimal.ts";
import { type Integer, multiply, multiplyDivide, subtract } from "../../../server/domain/money/integer.ts";
import type { Lot } from "../../../server/domain/positions/lot.ts";

/** What one base coin cost, as decimal text with two places more than prices have, rounded down; "0" for an empty lot. */
export function unitPrice(instrument: Instrument, costUnits: Integer, quantityUnits: Integer): string {
  if (quantityUnits === 0) return "0";
  const places = instrument.priceDecimals + 2;
  const [baseDecimals, quoteDecimals] = [currencyOf(instrument.base).decimals, currencyOf(instrument.quote).decimals];
  const scaled = multiply(costUnits, 10n ** BigInt(baseDecimals + places));
  return formatScaled(multiplyDivide(scaled, 1, multiply(quantityUnits, 10n ** BigInt(quoteDecimals))), places);
}

/** What a lot would bring at a mark beyond its cost (of a short lot: what it brought beyond closing it); null without a mark. */
export function unrealisedOf(instrument: Instrument, lot: Lot, markTicks: number | null): string | null {
  if (markTicks === null) return null;
  const value = valueOfBaseUnits(instrument, lot.quantityUnits, markTicks);
  const gain = lot.direction === "long" ? subtract(value, lot.costUnits) : subtract(lot.costUnits, value);
  return formatScaled(gain, currencyOf(instrument.quote).decimals);
}

export const moneyText = (units: Integer, currency: string): string =>
  formatScaled(units, currencyOf(currency).decimals);
