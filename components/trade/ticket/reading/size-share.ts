import { type Instrument, wholeLots } from "../../../../server/domain/markets/instrument.ts";
import { type Integer, multiply, multiplyDivide } from "../../../../server/domain/money/integer.ts";
import type { Side } from "../../../../server/domain/orders/order-type.ts";

/**
 * The whole lots that a share of the available balance pays for. A buy is reserved at `boundTicks`, the worst price it
 * may trade at; a sell needs the base currency itself.
 */
export function lotsForShare(
  instrument: Instrument,
  side: Side,
  availableUnits: Integer,
  sharePercent: number,
  boundTicks: number,
): number {
  const share = multiplyDivide(availableUnits < 0 ? 0 : availableUnits, sharePercent, 100);
  const lots =
    side === "sell"
      ? wholeLots(instrument, share)
      : boundTicks <= 0
        ? 0
        : Number(multiplyDivide(share, 1, multiply(boundTicks, instrument.quoteUnitsPerTickLot)));
  return Math.min(lots, instrument.quantityLotsMax);
}
