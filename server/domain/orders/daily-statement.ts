/** Exact decimal texts throughout; money by its currency, in the order of the alphabet. */
export type CurrencyAmount = { readonly currency: string; readonly amount: string };

export type StatementLine = {
  readonly instrumentId: string;
  /** Placed that day. */
  readonly orders: number;
  readonly fills: number;
  readonly bought: string;
  readonly sold: string;
  /** Price × quantity of its fills, in the quote currency. */
  readonly volume: string;
  /** Each in the currency in which it was charged. */
  readonly fees: readonly CurrencyAmount[];
  /** Of the lots that the day's fills closed, in the quote currency, fees included. */
  readonly realised: string;
  /** Received for perpetuals at their stamps, in the quote currency; paid when negative. */
  readonly funding: string;
};

/** What was borrowed of one currency that day, each amount in that currency but the interest, which is in the portfolio's own. */
export type StatementDebt = {
  readonly currency: string;
  readonly borrowed: string;
  /** Interest that was paid counts. */
  readonly repaid: string;
  /** Written off by the venue. */
  readonly forgiven: string;
  readonly interest: string;
  /** When the day ended, with interest that was not paid yet. */
  readonly owed: string;
};

export type DailyStatement = {
  readonly day: string;
  readonly timeZone: string;
  /** The day's first instant and the next day's, UTC ms of the tape. */
  readonly from: number;
  readonly until: number;
  readonly portfolio: string;
  readonly mode: string;
  /** Orders placed that day, by what became of them until now. */
  readonly orders: readonly { readonly status: string; readonly count: number }[];
  readonly lines: readonly StatementLine[];
  readonly volume: readonly CurrencyAmount[];
  readonly fees: readonly CurrencyAmount[];
  readonly realised: readonly CurrencyAmount[];
  readonly funding: readonly CurrencyAmount[];
  /** The portfolio's own currency. */
  readonly baseCurrency: string;
  /** Empty where nothing was and is owed. */
  readonly debts: readonly StatementDebt[];
  /** The venue's warnings that little stood behind the debts: what there was and what was owed, in the portfolio's own currency. */
  readonly marginCalls: readonly { readonly at: number; readonly assets: string; readonly debts: string }[];
  /** Money paid in or, negative, out. */
  readonly cashFlows: readonly CurrencyAmount[];
};
