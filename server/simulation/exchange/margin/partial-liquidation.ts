import type { MarginTier } from "../../../domain/margin/margin-tiers.ts";
import { feeUnits, notionalUnits } from "../../../domain/markets/instrument.ts";
import { add, type Integer, multiplyDivide, subtract } from "../../../domain/money/integer.ts";
import type { Side } from "../../../domain/orders/order-type.ts";
import type { VenueAccount } from "../../../engine/ports.ts";
import { isolatedUnits, standsAlone, tiersOf, withMoved } from "./account-equity.ts";
import type { VenuePosition } from "./venue-position.ts";

export type Reduction = {
  readonly side: Side;
  readonly quantityLots: number;
  readonly feeUnits: Integer;
  /** As it is once the reduction is booked. */
  readonly account: VenueAccount;
};

/**
 * A position above the lowest tier is reduced, at this price, to the value that the next lower tier ends at, or to the one below that,
 * down to the lowest: to the first at which nothing is due any more. Books it, or leaves all as it was and answers null: the rest is
 * then closed as a whole.
 *
 * As Bybit has it ("Liquidation Process (USDT Contract)"): orders are canceled, then one order over the difference to the lower tier
 * that satisfies the margin trades in the market, all or nothing, and only where that is not enough the position is taken over at its
 * bankruptcy price. Such an order pays the taker's fee; the liquidation fee is for what is taken over. (Binance charges that on every
 * part, which with tiers below its rate would save nobody.) Of an isolated position the part must pay its loss and fee from what was
 * set aside for it.
 */
export function reduceByTier(
  held: VenuePosition,
  priceTicks: number,
  account: VenueAccount,
  isDue: (account: VenueAccount) => boolean,
): Reduction | null {
  const { instrument, position, markTicks } = held;
  const lots = Math.abs(position.netLots);
  const perLot = notionalUnits(instrument, markTicks, 1);
  const side: Side = position.netLots > 0 ? "sell" : "buy";
  const before = held.save();
  for (const { capUnits } of tiersBelow(tiersOf(held), notionalUnits(instrument, markTicks, lots))) {
    const quantityLots = lots - Number(multiplyDivide(capUnits, 1, perLot));
    if (quantityLots >= lots) continue;
    const setAside = isolatedUnits(account, held);
    const realised = held.book(side, quantityLots, priceTicks);
    const fee = feeUnits(notionalUnits(instrument, priceTicks, quantityLots), instrument.takerRateMillionths);
    const moved = subtract(realised, fee);
    const after = withMoved(account, instrument.quote, moved);
    const isPaid = !standsAlone(account, held) || add(subtract(setAside, isolatedUnits(account, held)), moved) >= 0;
    if (isPaid && !isDue(after)) return { side, quantityLots, feeUnits: fee, account: after };
    held.restore(before);
  }
  return null;
}

/** From the next lower one down. */
const tiersBelow = (tiers: readonly MarginTier[], notional: Integer): MarginTier[] =>
  tiers.filter(({ capUnits }) => capUnits < notional).reverse();
