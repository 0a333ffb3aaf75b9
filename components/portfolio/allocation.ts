import { netBalances } from "../../server/domain/borrowing/net-balances.ts";
import { type Instrument, valueOfBaseUnits } from "../../server/domain/markets/instrument.ts";
import { LISTED_INSTRUMENTS } from "../../server/domain/markets/listed-instruments.ts";
import { parseScaled } from "../../server/domain/money/decimal.ts";
import { add, type Integer } from "../../server/domain/money/integer.ts";
import type { PortfolioSnapshot } from "../live/portfolio-snapshot.ts";

export type Share = {
  readonly currency: string;
  readonly totalUnits: Integer;
  readonly reservedUnits: Integer;
  /** In units of the base currency; null while there is no mark. */
  readonly valueUnits: Integer | null;
  /** Of all that has a value; null without one. */
  readonly weight: number | null;
  /** What it is valued by; null for the base currency itself. */
  readonly instrument: Instrument | null;
};

/** What trades a currency against the base currency on the desk's own venue. */
export const marketOf = (currency: string, baseCurrency: string): Instrument | null =>
  LISTED_INSTRUMENTS.find(({ kind, base, quote }) => kind === "spot" && base === currency && quote === baseCurrency) ??
  null;

/** Everything held, what is owed taken off, the most valuable first. `markOf` gives an instrument's mark as a decimal text. */
export function allocationOf(
  { balances, borrowing, baseCurrency }: Pick<PortfolioSnapshot, "balances" | "borrowing" | "baseCurrency">,
  markOf: (instrumentId: string) => string | null,
): Share[] {
  const valued = netBalances(balances, borrowing)
    .filter(({ totalUnits }) => totalUnits !== 0)
    .map((balance) => {
      const instrument = balance.currency === baseCurrency ? null : marketOf(balance.currency, baseCurrency);
      const isBase = balance.currency === baseCurrency;
      return {
        ...balance,
        instrument,
        valueUnits: isBase ? balance.totalUnits : valueAt(instrument, balance.totalUnits, markOf),
      };
    });
  const total = Number(valued.reduce<Integer>((sum, { valueUnits }) => add(sum, valueUnits ?? 0), 0));
  return valued
    .map((row) => ({ ...row, weight: row.valueUnits === null || total <= 0 ? null : Number(row.valueUnits) / total }))
    .sort((a, b) => (b.weight ?? -1) - (a.weight ?? -1) || a.currency.localeCompare(b.currency));
}

function valueAt(
  instrument: Instrument | null,
  units: Integer,
  markOf: (instrumentId: string) => string | null,
): Integer | null {
  const mark = instrument === null ? null : markOf(instrument.id);
  if (instrument === null || mark === null) return null;
  const parsed = parseScaled(mark, instrument.priceDecimals);
  return "value" in parsed
    ? valueOfBaseUnits(instrument, units, Number(parsed.value) / instrument.ticksMantissa)
    : null;
}
