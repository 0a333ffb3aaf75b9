import { Decimal } from "decimal.js";
import { expect } from "vitest";
import { present } from "../../server/domain/errors/invariant.ts";
import { findInstrument } from "../../server/domain/markets/listed-instruments.ts";
import { formatUnits } from "../../server/domain/money/money.ts";
import type { Fill } from "../../server/domain/orders/fill.ts";
import { OPENING, type Outcome } from "./paces.ts";

/** Cash and positions once more, in plain decimals from the fills alone, and compared to the last digit. */
export function expectPlainBooks({ changes, state }: Outcome): void {
  const cash = new Map(OPENING.map((balance) => [balance.currency, money(balance.totalUnits, balance.currency)]));
  const position = new Map<string, Decimal>();
  const move = (book: Map<string, Decimal>, key: string, by: Decimal) =>
    book.set(key, (book.get(key) ?? new Decimal(0)).plus(by));
  for (const fill of fillsOf(changes)) {
    const { base, quote, tick, lot } = present(findInstrument(fill.instrumentId), "listed");
    const quantity = new Decimal(lot).times(fill.quantityLots);
    const value = new Decimal(tick).times(fill.priceTicks).times(quantity);
    const sign = fill.side === "buy" ? 1 : -1;
    const fee = money(fill.feeUnits, fill.feeCurrency);
    move(cash, base, quantity.times(sign));
    move(cash, quote, value.times(-sign));
    move(cash, fill.feeCurrency, fee.negated());
    move(position, fill.instrumentId, quantity.times(sign).minus(fill.feeCurrency === base ? fee : 0));
  }
  for (const [currency, expected] of cash) {
    const { totalUnits = 0 } = state.balances.get(currency) ?? {};
    expect(money(totalUnits, currency).toFixed()).toBe(expected.toFixed());
  }
  for (const [instrumentId, expected] of position) {
    const { instrument, netUnits } = present(state.holdings.get(instrumentId), "held");
    expect(money(netUnits, instrument.base).toFixed()).toBe(expected.toFixed());
  }
}

const money = (units: number | bigint, currency: string) => new Decimal(formatUnits(units, currency));

export const fillsOf = (changes: Outcome["changes"]): Fill[] =>
  changes.flatMap((change) => (change.kind === "fill-booked" ? [change.fill] : []));
