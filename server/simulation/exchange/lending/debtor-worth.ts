import { loanOf, owedUnits } from "../../../domain/borrowing/loan.ts";
import { type AccountWorth, accountWorth, type Purse } from "../../../domain/borrowing/margin-level.ts";
import { valueOfBaseUnits } from "../../../domain/markets/instrument.ts";
import type { DebtorAccount } from "../../../engine/ports.ts";
import type { VenueMarket } from "../venue-market.ts";

/** The middle of the book, else what was traded last; 0 until a tape has shown a price. */
export function markOf({ tape, book, lastTicks }: VenueMarket): number {
  if (tape !== "book") return lastTicks;
  const bid = book.best("buy");
  const ask = book.best("sell");
  return bid === 0 || ask === 0 ? lastTicks : Math.floor((bid + ask) / 2);
}

export function pursesOf(account: DebtorAccount): Purse[] {
  const { balances, borrowing } = account;
  const currencies = new Set([...balances.keys(), ...borrowing.loans.map(({ currency }) => currency)]);
  return [...currencies].map((currency) => ({
    currency,
    totalUnits: balances.get(currency)?.totalUnits ?? 0,
    keptUnits: account.keptUnits(currency),
    owedUnits: owedUnits(loanOf(borrowing, currency)),
  }));
}

/** What an account has and owes at the venue's marks; `at` is another price for one of the markets. Null while one is missing. */
export function worthOf(
  account: DebtorAccount,
  marketOf: (currency: string) => VenueMarket | undefined,
  at: { readonly market: VenueMarket; readonly ticks: number } | null = null,
): AccountWorth | null {
  return accountWorth(pursesOf(account), (currency, units) => {
    if (units === 0 || currency === account.baseCurrency) return units;
    const market = marketOf(currency);
    if (market === undefined) return null;
    const mark = market === at?.market ? at.ticks : markOf(market);
    return mark === 0 ? null : valueOfBaseUnits(market.instrument, units, mark);
  });
}
