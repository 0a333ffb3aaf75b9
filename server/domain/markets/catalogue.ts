import type { Timestamp } from "../time/timestamp.ts";

export const INSTRUMENT_KINDS = ["spot", "perpetual"] as const;
export type InstrumentKind = (typeof INSTRUMENT_KINDS)[number];

export const INSTRUMENT_STATUSES = ["trading", "halted", "delisted"] as const;
export type InstrumentStatus = (typeof INSTRUMENT_STATUSES)[number];

/** Fees from an instant on, as exact decimal fractions of notional; a negative maker rate is a rebate. */
export type FeeTerms = { readonly validFrom: Timestamp; readonly makerRate: string; readonly takerRate: string };

/**
 * An entry of the catalogue: what a venue lists, whether or not the desk trades it. Sizes are exact decimals; `contractSize`
 * is base currency per contract ("1" for spot). Fees in the order of their validity.
 */
export type CatalogueInstrument = {
  readonly id: string;
  readonly venue: string;
  /** Unified: "BTC/USDT", for a perpetual "BTC/USDT:USDT". */
  readonly symbol: string;
  readonly kind: InstrumentKind;
  readonly base: string;
  readonly quote: string;
  readonly settle: string | null;
  readonly tick: string;
  readonly lot: string;
  readonly minNotional: string;
  readonly contractSize: string;
  readonly status: InstrumentStatus;
  readonly source: string | null;
  readonly fees: readonly FeeTerms[];
};

/** The desk's own venue, on which paper portfolios trade. */
export const PAPER_VENUE = "paper";

/** `BTC-USDT`, `BTC-USDT-PERP`; away from the paper venue `BTC-USDT.binance`. */
export function instrumentIdOf(
  venue: string,
  { base, quote, kind }: { readonly base: string; readonly quote: string; readonly kind: InstrumentKind },
): string {
  const code = kind === "perpetual" ? `${base}-${quote}-PERP` : `${base}-${quote}`;
  return venue === PAPER_VENUE ? code : `${code}.${venue}`;
}

/** The fees in force at an instant; null before the first. */
export function feesAt(fees: readonly FeeTerms[], at: Timestamp): FeeTerms | null {
  let found: FeeTerms | null = null;
  for (const terms of fees) if (terms.validFrom <= at) found = terms;
  return found;
}
