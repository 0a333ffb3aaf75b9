import type { Integer } from "../money/integer.ts";
import type { Timestamp } from "../time/timestamp.ts";
import type { Liquidity, Side } from "./order-type.ts";

/** An execution at the venue. `tradeId` is the venue's; fills are deduplicated by instrument, side and trade id. */
export type Fill = {
  readonly id: string;
  readonly orderId: string;
  readonly instrumentId: string;
  readonly tradeId: string;
  readonly side: Side;
  readonly quantityLots: number;
  readonly priceTicks: number;
  /** price × quantity in units of the quote currency. */
  readonly notionalUnits: Integer;
  readonly feeCurrency: string;
  /** In units of `feeCurrency`; negative for a rebate. */
  readonly feeUnits: Integer;
  readonly liquidity: Liquidity;
  /** The part of the fill beyond the ordered quantity: booked all the same, and shown. */
  readonly excessLots: number;
  readonly at: Timestamp;
};
