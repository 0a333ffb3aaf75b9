import { add, type Integer, multiplyDivideUp, subtract } from "../money/integer.ts";
import type { Direction } from "../positions/lot.ts";

const MILLION = 1_000_000;

/** A position from its opening to its closing, all money in units of one quote currency. */
export type RoundTrip = {
  readonly direction: Direction;
  /** price × quantity at opening and at closing; of a borrowed short the closing is of the quantity with its interest. */
  readonly openedUnits: Integer;
  readonly closedUnits: Integer;
  readonly openFeeMillionths: number;
  readonly closeFeeMillionths: number;
  /** Interest in the quote currency: for borrowed money. */
  readonly interestUnits: Integer;
  /** Received when positive. */
  readonly fundingUnits: Integer;
};

/**
 * Money in and out of a round trip, fees included, and its profit. Funding stands in the closing's money, as what it brings (long) or
 * costs (short); so profit = closing − opening for a long and opening − closing for a short. Fees are rounded up to the unit.
 */
export function tradeResult(trip: RoundTrip) {
  const { direction, openedUnits, closedUnits, interestUnits, fundingUnits } = trip;
  const openFee = multiplyDivideUp(openedUnits, trip.openFeeMillionths, MILLION);
  const closeFee = multiplyDivideUp(closedUnits, trip.closeFeeMillionths, MILLION);
  if (direction === "long") {
    const openUnits = add(openedUnits, openFee);
    const closeUnits = add(subtract(subtract(closedUnits, closeFee), interestUnits), fundingUnits);
    return { openUnits, closeUnits, profitUnits: subtract(closeUnits, openUnits) };
  }
  const openUnits = subtract(openedUnits, openFee);
  const closeUnits = subtract(add(add(closedUnits, closeFee), interestUnits), fundingUnits);
  return { openUnits, closeUnits, profitUnits: subtract(openUnits, closeUnits) };
}

/** Profit on the money put up, as a fraction of it: `profit × leverage ÷ opening`, the opening with its fee. A float, for people. */
export const returnOnMargin = (profitUnits: Integer, openUnits: Integer, leverage: number): number =>
  (Number(profitUnits) * leverage) / Number(openUnits);
