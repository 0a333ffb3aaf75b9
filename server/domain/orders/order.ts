import type { Integer } from "../money/integer.ts";
import type { Timestamp } from "../time/timestamp.ts";
import type { Contingency } from "./contingency/contingency.ts";
import type { OrderIntent } from "./order-intent.ts";
import type { OrderStatus } from "./order-status.ts";

/** What a venue is told: fixed once the order exists. `id` is the client order id. */
export type OrderTicket = OrderIntent & {
  readonly id: string;
  /** The worst price the order may trade at: its limit, or the collar's bound for a market order. */
  readonly boundTicks: number;
  /** The best price that a trailing stop has followed so far, as last journaled; null while it has not begun to. */
  readonly trailTicks: number | null;
  /** The price at which its trigger fired; null while it waits, and where there is none. */
  readonly releasedTicks: number | null;
  readonly createdAt: Timestamp;
  /** Its place among orders that were placed together; journals of older desks do not say. */
  readonly contingency?: Contingency | null;
  /** The order whose place it takes, where the venue cannot change that one; journals of older desks do not say. */
  readonly replaces?: string | null;
};

/** The terms that a resting order can be given anew. */
export type OrderTerms = {
  readonly quantityLots: number;
  /** Its limit; of a market order that waits for its trigger, its bound. */
  readonly priceTicks: number;
  /** Where its trigger fires, of an order that waits for it at its venue and does not trail; left out for any other. */
  readonly triggerTicks?: number;
};

/** What was asked of a venue. */
export type Amendment = OrderTerms & {
  /** The venue cannot change the order where it stands: it is canceled, and another with these terms takes its place. */
  readonly isReplacement?: boolean;
};

/** The worker still waits for its trigger. */
export const isWaiting = ({ trigger, releasedTicks }: Pick<OrderTicket, "trigger" | "releasedTicks">): boolean =>
  trigger !== null && releasedTicks === null;

/** An order and where it stands. */
export type Order = OrderTicket & {
  readonly status: OrderStatus;
  readonly filledLots: number;
  /** Σ price × quantity of its fills, in units of the quote currency. */
  readonly filledUnits: Integer;
  /** What it still holds back: quote units for a buy, base units for a sell. */
  readonly reservedUnits: Integer;
  readonly venueOrderId: string | null;
  /** How often it was asked to change its terms; the venue's answers name the one they mean. */
  readonly revision: number;
  /** The terms that the venue was asked for and has not answered yet. */
  readonly amendment: Amendment | null;
  /** Why it was denied, rejected, canceled or expired. */
  readonly reasonCode: string | null;
  readonly reason: string | null;
  readonly updatedAt: Timestamp;
};
