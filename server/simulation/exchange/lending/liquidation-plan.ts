import { LIQUIDATION_FEE_MILLIONTHS } from "../../../domain/borrowing/lending-terms.ts";
import type { Purse } from "../../../domain/borrowing/margin-level.ts";
import { baseUnits, feeUnits, notionalUnits, wholeLots } from "../../../domain/markets/instrument.ts";
import { add, type Integer, multiply, multiplyDivide, subtract } from "../../../domain/money/integer.ts";
import type { Side } from "../../../domain/orders/order-type.ts";
import type { VenueMarket } from "../venue-market.ts";

/** A trade of the venue's own, at one price, its fee in the quote currency. */
type ForcedTrade = {
  readonly market: VenueMarket;
  readonly side: Side;
  readonly quantityLots: number;
  readonly priceTicks: number;
  readonly feeUnits: Integer;
};

export type LiquidationPlan = {
  readonly trades: readonly ForcedTrade[];
  /** Still owed when everything is sold, in units of the account's own currency. */
  readonly missingUnits: Integer;
};

type Position = { readonly market: VenueMarket; readonly lots: number; readonly ticks: number };

/**
 * How debts are repaid out of what is there: what was sold short is bought back whole, and as much is sold as that, the debt in the
 * account's own currency and the fees take, the most valuable first. `priceOf` is what one trades at; what has no price stays.
 */
export function planLiquidation(
  purses: readonly Purse[],
  baseCurrency: string,
  marketOf: (currency: string) => VenueMarket | undefined,
  priceOf: (market: VenueMarket, side: Side) => number,
): LiquidationPlan {
  const trades: ForcedTrade[] = [];
  const sellable: Position[] = [];
  let missing: Integer = 0;
  for (const { currency, totalUnits, keptUnits, owedUnits } of purses) {
    const free = subtract(totalUnits, keptUnits);
    if (currency === baseCurrency) {
      missing = add(missing, subtract(owedUnits, free));
      continue;
    }
    const market = marketOf(currency);
    if (market === undefined) continue;
    if (owedUnits > 0) {
      const ticks = priceOf(market, "buy");
      if (ticks === 0) continue;
      const bought = tradeOf(market, "buy", lotsUp(market, owedUnits), ticks);
      trades.push(bought);
      missing = add(missing, add(worth(bought), bought.feeUnits));
    } else if (free > 0) {
      const ticks = priceOf(market, "sell");
      const lots = wholeLots(market.instrument, free);
      if (ticks > 0 && lots > 0) sellable.push({ market, lots, ticks });
    }
  }
  sellable.sort((a, b) => (saleOf(b) > saleOf(a) ? 1 : saleOf(b) < saleOf(a) ? -1 : 0));
  for (const { market, lots, ticks } of sellable) {
    if (missing <= 0) break;
    const wanted = lotsFor(market, ticks, missing);
    const sold = tradeOf(market, "sell", Math.min(lots, wanted), ticks);
    trades.unshift(sold); // The money first.
    missing = subtract(missing, subtract(worth(sold), sold.feeUnits));
  }
  return { trades, missingUnits: missing > 0 ? missing : 0 };
}

const worth = ({ market, quantityLots, priceTicks }: ForcedTrade): Integer =>
  notionalUnits(market.instrument, priceTicks, quantityLots);

const saleOf = ({ market, lots, ticks }: Position): Integer => notionalUnits(market.instrument, ticks, lots);

function tradeOf(market: VenueMarket, side: Side, quantityLots: number, priceTicks: number): ForcedTrade {
  const notional = notionalUnits(market.instrument, priceTicks, quantityLots);
  return { market, side, quantityLots, priceTicks, feeUnits: feeUnits(notional, LIQUIDATION_FEE_MILLIONTHS) };
}

const MILLION = 1_000_000;

/** Lots whose sale brings an amount after the fee, rounded up; the fee's own rounding takes at most one unit more. */
function lotsFor({ instrument }: VenueMarket, ticks: number, units: Integer): number {
  const brought = multiply(notionalUnits(instrument, ticks, 1), MILLION - LIQUIDATION_FEE_MILLIONTHS);
  return Number(multiplyDivide(multiply(add(units, 1), MILLION), 1, brought)) + 1;
}

function lotsUp({ instrument }: VenueMarket, units: Integer): number {
  const lots = wholeLots(instrument, units);
  return baseUnits(instrument, lots) < units ? lots + 1 : lots;
}
