import type { OrderIntent, OrderSource } from "../../domain/orders/order-intent.ts";
import type { Holding } from "../engine-state.ts";

/** A market order for a position, of whatever quantity: how one gets out of it, or round to the other side. */
export const marketTerms = (
  { instrument, positionSide }: Pick<Holding, "instrument" | "positionSide">,
  source: OrderSource,
) =>
  ({
    instrumentId: instrument.id,
    type: "market",
    priceTicks: null,
    timeInForce: "IOC",
    isPostOnly: false,
    positionSide,
    source,
    trigger: null,
    expiresAt: null,
  }) satisfies Partial<OrderIntent>;
