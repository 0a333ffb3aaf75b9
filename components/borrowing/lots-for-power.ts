import { collateralBps, levelsOf } from "../../server/domain/borrowing/lending-terms.ts";
import { lotsOfPower } from "../../server/domain/borrowing/order-power.ts";
import { type Instrument, notionalUnits, valueOfBaseUnits } from "../../server/domain/markets/instrument.ts";
import { type Integer, multiply, multiplyDivide } from "../../server/domain/money/integer.ts";
import type { Side } from "../../server/domain/orders/order-type.ts";
import type { MarksFrame } from "../live/live-frame.ts";
import type { PortfolioSnapshot } from "../live/portfolio-snapshot.ts";
import { worthOf } from "./account.ts";

type Account = { readonly snapshot: PortfolioSnapshot; readonly marks: MarksFrame | null };
type Prices = { readonly markTicks: number; readonly boundTicks: number };

/**
 * The whole lots that a share of what is free and of what may be borrowed pays for; null where that cannot be told: a price is
 * missing, or the portfolio is kept in another currency than the instrument is quoted in.
 */
export function lotsForPower(
  instrument: Instrument,
  side: Side,
  { snapshot, marks }: Account,
  freeUnits: Integer,
  sharePercent: number,
  { markTicks, boundTicks }: Prices,
): number | null {
  const { base, quote } = instrument;
  const worth = worthOf(snapshot, marks);
  if (worth === null || quote !== snapshot.baseCurrency || markTicks <= 0 || boundTicks <= 0) return null;
  const free = freeUnits > 0 ? freeUnits : 0;
  const lots = lotsOfPower({
    worth,
    initialBps: levelsOf(snapshot.borrowing.leverage).initialBps,
    freeUnits: side === "buy" ? free : valueOfBaseUnits(instrument, free, markTicks),
    freeBps: collateralBps(side === "buy" ? quote : base),
    payUnits: notionalUnits(instrument, side === "buy" ? boundTicks : markTicks, 1),
    bringsUnits: notionalUnits(instrument, Math.min(markTicks, boundTicks), 1),
    bringsBps: Math.min(collateralBps(base), collateralBps(quote)),
  });
  return Math.min(Number(multiplyDivide(multiply(lots, sharePercent), 1, 100)), instrument.quantityLotsMax);
}
