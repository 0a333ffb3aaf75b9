import type { OrderType, Side, TimeInForce } from "./order-type.ts";

/** Who wants the order: a person (through a control command with an idempotency key) or a strategy run. */
export type OrderSource =
  | { readonly kind: "manual"; readonly userId: string; readonly key: string }
  | { readonly kind: "strategy"; readonly runId: string };

/** What somebody wants done. `priceTicks` is the limit of a limit order and null for a market order. */
export type OrderIntent = {
  readonly instrumentId: string;
  readonly side: Side;
  readonly type: OrderType;
  readonly quantityLots: number;
  readonly priceTicks: number | null;
  readonly timeInForce: TimeInForce;
  readonly isPostOnly: boolean;
  /** It may close what is held and never open anything. */
  readonly isReduceOnly: boolean;
  readonly source: OrderSource;
  /** A person has seen that the price is stale and wants the order all the same. */
  readonly acceptsStalePrice: boolean;
};
