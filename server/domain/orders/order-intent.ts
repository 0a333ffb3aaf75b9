import type { PositionSide } from "../positions/position-side.ts";
import type { Timestamp } from "../time/timestamp.ts";
import type { OrderType, Side, TimeInForce } from "./order-type.ts";
import type { Trigger } from "./triggers/trigger.ts";

/** Who wants the order: a person (through a control command with an idempotency key) or a strategy run. */
export type OrderSource =
  | { readonly kind: "manual"; readonly userId: string; readonly key: string }
  | { readonly kind: "strategy"; readonly runId: string };

/** What somebody wants done. `priceTicks` is the limit of a limit order; null for a market order and until a trailing stop knows it. */
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
  /** It closes the whole position, however large that is when it fires; reduce-only is implied. Older tapes do not say. */
  readonly closesPosition?: boolean;
  /** Which of the two positions it is meant for in hedge mode; tapes of older desks do not say. */
  readonly positionSide?: PositionSide | null;
  readonly source: OrderSource;
  /** A person has seen that the price is stale and wants the order all the same. */
  readonly acceptsStalePrice: boolean;
  /** What must happen before it goes to its venue: until then the worker holds it. */
  readonly trigger: Trigger | null;
  /** When a GTD order ends, by the tape; null for every other. */
  readonly expiresAt: Timestamp | null;
};
