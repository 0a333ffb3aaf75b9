import type { OrderTicket } from "../domain/orders/order.ts";
import type { Approved } from "../domain/risk/risk-decision.ts";

/** All that goes out to a venue. A submit can only carry what the risk gate approved. */
export type EngineCommand =
  | { readonly kind: "submit-order"; readonly order: Approved<OrderTicket> }
  | { readonly kind: "cancel-order"; readonly orderId: string; readonly instrumentId: string };
