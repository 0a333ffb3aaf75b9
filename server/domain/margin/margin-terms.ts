import type { Instrument } from "../markets/instrument.ts";
import { currencyOf } from "../money/currency.ts";
import { parseRateMillionths } from "../money/decimal.ts";
import { defineTiers, type MarginTiers } from "./margin-tiers.ts";

/** How a venue margins a perpetual, or a spot instrument bought with borrowed money. */
export type MarginTerms = {
  readonly tiers: MarginTiers;
  /** Charged on the notional that the venue closes itself. */
  readonly liquidationFeeMillionths: number;
};

type Row = readonly [cap: number, leverageMax: number, maintenanceRate: string];

// Binance USDⓈ-M, as published in 2024; positions beyond the last row are refused.
const BTC: readonly [Row, ...Row[]] = [
  [300_000, 125, "0.004"],
  [800_000, 100, "0.005"],
  [3_000_000, 75, "0.0065"],
  [12_000_000, 50, "0.01"],
  [70_000_000, 25, "0.02"],
  [100_000_000, 20, "0.025"],
  [230_000_000, 10, "0.05"],
];
const ETH: readonly [Row, ...Row[]] = [
  [50_000, 125, "0.004"],
  [600_000, 100, "0.005"],
  [3_000_000, 75, "0.0065"],
  [12_000_000, 50, "0.01"],
  [50_000_000, 25, "0.02"],
  [65_000_000, 20, "0.025"],
];
const OTHERS: readonly [Row, ...Row[]] = [
  [50_000, 50, "0.01"],
  [250_000, 25, "0.02"],
  [1_000_000, 10, "0.05"],
  [5_000_000, 4, "0.125"],
];

function termsIn(currency: string, rows: readonly [Row, ...Row[]]): MarginTerms {
  const unit = 10 ** currencyOf(currency).decimals;
  const read = ([cap, leverageMax, rate]: Row) => ({
    capUnits: cap * unit,
    leverageMax,
    maintenanceMillionths: parseRateMillionths(rate),
  });
  const [first, ...others] = rows;
  return { tiers: defineTiers([read(first), ...others.map(read)]), liquidationFeeMillionths: 12_500 };
}

const known = new Map<string, MarginTerms>();

/** The terms of a perpetual; null for spot, which is paid in full. */
export function marginTermsOf({ kind, base, quote }: Pick<Instrument, "kind" | "base" | "quote">): MarginTerms | null {
  if (kind === "spot") return null;
  const key = `${base}/${quote}`;
  let terms = known.get(key);
  if (terms === undefined) {
    terms = termsIn(quote, base === "BTC" ? BTC : base === "ETH" ? ETH : OTHERS);
    known.set(key, terms);
  }
  return terms;
}
