import { loanOf, owedUnits } from "../../server/domain/borrowing/loan.ts";
import { type AccountWorth, accountWorth } from "../../server/domain/borrowing/margin-level.ts";
import { valueOfBaseUnits } from "../../server/domain/markets/instrument.ts";
import { findInstrument, LISTED_INSTRUMENTS } from "../../server/domain/markets/listed-instruments.ts";
import { add, type Integer } from "../../server/domain/money/integer.ts";
import type { DeskState } from "../live/desk-store.ts";
import type { PortfolioSnapshot } from "../live/portfolio-snapshot.ts";
import { ticksOf } from "../trade/book-depth.ts";

/** What the portfolio has and owes at the marks on screen; null while one is missing. */
export function worthOf(snapshot: PortfolioSnapshot, marks: DeskState["marks"]): AccountWorth | null {
  const { balances, borrowing, positions, baseCurrency } = snapshot;
  const currencies = new Set([...balances, ...borrowing.loans].map(({ currency }) => currency));
  const kept = (currency: string): Integer =>
    positions.reduce<Integer>(
      (sum, { instrumentId, margin }) =>
        margin !== undefined && findInstrument(instrumentId)?.quote === currency ? add(sum, margin.marginUnits) : sum,
      0,
    );
  const purses = [...currencies].map((currency) => ({
    currency,
    totalUnits: balances.find((balance) => balance.currency === currency)?.totalUnits ?? 0,
    keptUnits: kept(currency),
    owedUnits: owedUnits(loanOf(borrowing, currency)),
  }));
  return accountWorth(purses, (currency, units) => {
    if (units === 0 || currency === baseCurrency) return units;
    const instrument = LISTED_INSTRUMENTS.find(
      ({ kind, base, quote }) => kind === "spot" && base === currency && quote === baseCurrency,
    );
    if (instrument === undefined) return null;
    const mark = marks?.positions.find(({ instrumentId }) => instrumentId === instrument.id)?.mark;
    const ticks = ticksOf(instrument, mark) ?? 0;
    return ticks === 0 ? null : valueOfBaseUnits(instrument, units, ticks);
  });
}
