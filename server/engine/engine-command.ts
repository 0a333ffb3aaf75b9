import type { OrderTicket } from "../domain/orders/order.ts";
import type { Approved } from "../domain/risk/risk-decision.ts";

/** All that goes out to a venue. A submit and an amendment can only carry what the risk gate approved. */
export type EngineCommand =
  | { readonly kind: "submit-order"; readonly order: Approved<OrderTicket> }
  | {
      readonly kind: "amend-order";
      readonly orderId: string;
      /** The order with its new terms. */
      readonly order: Approved<OrderTicket>;
      readonly revision: number;
    }
  | { readonly kind: "cancel-order"; readonly orderId: string; readonly instrumentId: string };
