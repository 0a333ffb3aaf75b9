import type { Integer } from "../money/integer.ts";
import type { Timestamp } from "../time/timestamp.ts";
import type { Liquidity } from "./order-type.ts";

/** What a venue (or the adapter that judges its silence) says about an order, by client order id. */
export type OrderEvent = { readonly orderId: string; readonly at: Timestamp } & (
  | { readonly kind: "accepted"; readonly venueOrderId: string }
  | { readonly kind: "rejected"; readonly code: string; readonly message: string }
  | {
      readonly kind: "filled";
      readonly tradeId: string;
      readonly quantityLots: number;
      readonly priceTicks: number;
      readonly feeCurrency: string;
      readonly feeUnits: Integer;
      readonly liquidity: Liquidity;
    }
  | { readonly kind: "canceled"; readonly code: string }
  | { readonly kind: "expired"; readonly code: string }
  | { readonly kind: "cancel-rejected"; readonly code: string }
  | { readonly kind: "amended"; readonly revision: number }
  | { readonly kind: "amend-rejected"; readonly revision: number; readonly code: string; readonly message: string }
  | { readonly kind: "lost" } // Its fate could not be learned: unknown until the venue or a person says.
);

/** A venue speaks of orders, and of the account itself. */
export const isOrderEvent = <Other extends { readonly kind: string }>(event: OrderEvent | Other): event is OrderEvent =>
  "orderId" in event;
