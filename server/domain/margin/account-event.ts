import type { Integer } from "../money/integer.ts";
import type { Side } from "../orders/order-type.ts";
import type { PositionSide } from "../positions/position-side.ts";
import type { Timestamp } from "../time/timestamp.ts";

/** What a venue does to an account by itself, without an order of ours. Money in units of the instrument's quote currency. */
export type AccountEvent = {
  readonly instrumentId: string;
  /** Which of two positions. */
  readonly positionSide?: PositionSide | null;
  readonly at: Timestamp;
} & (
  | {
      /** Funding was paid or received at its stamp, for the position that the venue held open then. */
      readonly kind: "funded";
      readonly rate: string;
      readonly markTicks: number;
      readonly netLots: number;
      /** Received when positive. */
      readonly units: Integer;
    }
  | {
      /** The margin behind a position was used up: the venue canceled its orders and closed it, or as much as restored its margin. */
      readonly kind: "liquidated";
      readonly tradeId: string;
      readonly side: Side;
      readonly quantityLots: number;
      readonly priceTicks: number;
      readonly markTicks: number;
      readonly feeUnits: Integer;
      /** What of the position is left open: nothing where it is not said. */
      readonly leftLots?: number;
    }
);

/** The code of an order by which a venue closed a position, and of one by which it closed so much that the margin was enough again. */
export const LIQUIDATED = "liquidated";
export const PARTIALLY_LIQUIDATED = "partially-liquidated";

export const isLiquidationCode = (code: string | null): boolean => code === LIQUIDATED || code === PARTIALLY_LIQUIDATED;
