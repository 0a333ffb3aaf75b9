import type { LendingEvent } from "../domain/borrowing/lending-event.ts";
import type { Borrowing } from "../domain/borrowing/loan.ts";
import type { Markout } from "../domain/execution-quality/markout.ts";
import type { Mid } from "../domain/execution-quality/mid.ts";
import type { Stop } from "../domain/kill-switch/stop.ts";
import type { MarginValues } from "../domain/margin/margin-account.ts";
import type { Integer } from "../domain/money/integer.ts";
import type { AlgorithmOrder, AlgorithmProgress } from "../domain/orders/algorithms/algorithm.ts";
import type { Contingency } from "../domain/orders/contingency/contingency.ts";
import type { Fill } from "../domain/orders/fill.ts";
import type { Amendment, Order, OrderTerms } from "../domain/orders/order.ts";
import type { OrderStatus } from "../domain/orders/order-status.ts";
import type { OrderStep } from "../domain/orders/order-step.ts";
import type { Side } from "../domain/orders/order-type.ts";
import type { SelfTradeMode } from "../domain/orders/self-trade.ts";
import type { Trigger } from "../domain/orders/triggers/trigger.ts";
import type { Lot } from "../domain/positions/lot.ts";
import type { PositionSide } from "../domain/positions/position-side.ts";
import type { TradingState } from "../domain/risk/trading-state.ts";
import type { StrategyStatus } from "../domain/strategies/strategy-status.ts";
import type { Timestamp } from "../domain/time/timestamp.ts";

type OrderUpdated = {
  readonly kind: "order-updated";
  readonly step: OrderStep;
  readonly orderId: string;
  readonly instrumentId: string;
  readonly side: Side;
  readonly status: OrderStatus;
  readonly filledLots: number;
  readonly filledUnits: Integer;
  readonly reservedUnits: Integer;
  readonly venueOrderId: string | null;
  readonly reasonCode: string | null;
  readonly reason: string | null;
  /** What the market showed; null for a step that is told by another change. */
  readonly mid: Mid | null;
  readonly at: Timestamp;
};

/** Which position: a journal of an older desk names the instrument alone. */
type OfPosition = { readonly instrumentId: string; readonly positionSide?: PositionSide | null };

/** An amendment was asked for, taken, refused, or handed on to the order that takes its place: the order's terms after it, and the other values as they then are. */
type OrderAmended = Omit<OrderUpdated, "kind" | "step" | "mid"> & {
  readonly kind: "order-amended";
  readonly step: "amend-requested" | "amended" | "amend-rejected" | "replaced";
  /** The terms that the step started from and those it was about. */
  readonly from: OrderTerms;
  readonly to: OrderTerms;
  readonly code: string | null;
  readonly message: string | null;
  readonly quantityLots: number;
  readonly priceTicks: number | null;
  readonly boundTicks: number;
  readonly revision: number;
  readonly amendment: Amendment | null;
  /** As it is after it was changed; left out where it was not. */
  readonly trigger?: Trigger | null;
};

/**
 * An order that the worker holds was changed in place, follows the price, was released by it, or goes to its venue; or a leg was
 * armed by what its entry filled, or gave up what its other leg filled.
 */
type HeldOrderChanged = Omit<OrderUpdated, "kind" | "step"> & {
  readonly kind: "held-order-changed";
  readonly step: "amended" | "trailed" | "released" | "submitted" | "armed" | "resized";
  readonly quantityLots: number;
  readonly priceTicks: number | null;
  readonly boundTicks: number;
  readonly revision: number;
  readonly trigger: Trigger | null;
  readonly trailTicks: number | null;
  readonly releasedTicks: number | null;
  readonly contingency?: Contingency | null;
};

/**
 * What happened inside, for the journal, the screens and the alerts. Each change carries the values after it, so that
 * folding the journal rebuilds the state.
 */
export type EngineChange =
  | { readonly kind: "order-placed"; readonly order: Order; readonly mid: Mid } // Submitted, held, or denied with its reason.
  | OrderUpdated
  | OrderAmended
  | HeldOrderChanged
  | { readonly kind: "fill-booked"; readonly fill: Fill; readonly mid: Mid }
  | { readonly kind: "markouts-taken"; readonly markouts: readonly Markout[] }
  | {
      readonly kind: "balance-changed";
      readonly currency: string;
      readonly totalUnits: Integer;
      readonly reservedUnits: Integer;
    }
  | {
      /** A person paid in (positive) or out (negative): no profit, no loss. The balance follows in a change of its own. */
      readonly kind: "cash-moved";
      readonly key: string;
      readonly userId: string;
      readonly currency: string;
      readonly units: Integer;
      readonly at: Timestamp;
    }
  | { readonly kind: "lot-opened"; readonly lot: Lot }
  | {
      readonly kind: "lot-reduced";
      readonly lotId: string;
      readonly instrumentId: string;
      readonly fillId: string;
      readonly closedUnits: Integer;
      readonly closedCostUnits: Integer;
      readonly proceedsUnits: Integer;
      /** What is left; 0 closes the lot. */
      readonly quantityUnits: Integer;
      readonly costUnits: Integer;
    }
  | ({ readonly kind: "position-changed"; readonly realisedUnits: Integer } & OfPosition)
  | ({ readonly kind: "margin-changed"; readonly at: Timestamp } & OfPosition & MarginValues)
  | {
      /** The venue's funding at a stamp; balance and margin follow in changes of their own. */
      readonly kind: "funding-booked";
      readonly instrumentId: string;
      readonly positionSide?: PositionSide | null;
      readonly currency: string;
      readonly rate: string;
      readonly markTicks: number;
      readonly netLots: number;
      /** Received when positive. */
      readonly units: Integer;
      readonly at: Timestamp;
    }
  | ({ readonly kind: "borrowing-changed"; readonly at: Timestamp } & Borrowing)
  /** Interest of a stamp, and a warning; what is owed follows in a change of its own. */
  | Extract<LendingEvent, { kind: "interest-charged" | "margin-called" }>
  | {
      /** All was sold and did not suffice: the venue's fund pays what was still owed. */
      readonly kind: "debt-forgiven";
      readonly currency: string;
      readonly units: Integer;
      readonly at: Timestamp;
    }
  | {
      readonly kind: "trading-state-changed";
      readonly state: TradingState;
      readonly reason: string;
      /** All that are in force; journals of older desks do not say. */
      readonly stops?: readonly Stop[];
      readonly at: Timestamp;
    }
  | { readonly kind: "self-trade-set"; readonly mode: SelfTradeMode; readonly at: Timestamp }
  | {
      readonly kind: "run-changed";
      readonly runId: string;
      readonly strategy: string;
      readonly instrumentId: string;
      readonly parameters: Readonly<Record<string, number>>;
      readonly status: StrategyStatus;
      readonly reason: string | null;
      /** The strategy's own state as JSON text. */
      readonly snapshot: string;
    }
  | { readonly kind: "algorithm-started"; readonly algorithm: AlgorithmOrder }
  | {
      readonly kind: "algorithm-changed";
      readonly algorithmId: string;
      readonly instrumentId: string;
      readonly progress: AlgorithmProgress;
    }
  | {
      readonly kind: "control-handled";
      readonly key: string;
      readonly outcome: ControlOutcome;
      readonly at: Timestamp;
    };

export type ControlOutcome =
  | { readonly kind: "done"; readonly orderIds: readonly string[] }
  | {
      readonly kind: "refused";
      readonly code: string;
      readonly message: string;
      readonly facts: Readonly<Record<string, string>>;
      readonly orderIds: readonly string[];
    }
  | { readonly kind: "expired" };
