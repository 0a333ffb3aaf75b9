import type { BorrowLeverage } from "../domain/borrowing/lending-terms.ts";
import type { StopAction, StopScope } from "../domain/kill-switch/stop.ts";
import type { MarginSetting } from "../domain/margin/margin-account.ts";
import type { MarketEvent } from "../domain/markets/market-event.ts";
import type { Integer } from "../domain/money/integer.ts";
import type { AlgorithmIntent, AlgorithmSteering } from "../domain/orders/algorithms/algorithm.ts";
import type { OrderGroup } from "../domain/orders/contingency/group-legality.ts";
import type { OrderIntent } from "../domain/orders/order-intent.ts";
import type { SelfTradeMode } from "../domain/orders/self-trade.ts";
import type { CloseShare } from "../domain/positions/close-quantity.ts";
import type { PositionMode, PositionSide } from "../domain/positions/position-side.ts";
import type { Timestamp } from "../domain/time/timestamp.ts";
import type { VenueEvent } from "./ports.ts";

/** What a person asks of the session. `key` makes it idempotent: the same key never acts twice. */
export type ControlAction =
  | { readonly kind: "place-order"; readonly intent: OrderIntent }
  | ({ readonly kind: "place-group" } & OrderGroup) // All of them or none.
  | { readonly kind: "cancel-order"; readonly orderId: string }
  | {
      readonly kind: "amend-order";
      readonly orderId: string;
      /** Null keeps what is. */
      readonly priceTicks: number | null;
      readonly quantityLots: number | null;
      /** Where a stop or take-profit that waits shall fire; tapes of older desks do not say. */
      readonly triggerTicks?: number | null;
    }
  | {
      readonly kind: "amend-legs"; // All of them or none.
      readonly legs: readonly {
        readonly orderId: string;
        readonly priceTicks: number | null;
        readonly triggerTicks: number | null;
      }[];
    }
  | {
      readonly kind: "close-position";
      readonly instrumentId: string;
      /** Which of the two in hedge mode, where both are open. */
      readonly positionSide?: PositionSide | null;
      readonly share: CloseShare;
    }
  | {
      readonly kind: "reverse-position";
      readonly instrumentId: string;
      /** Which of the two in hedge mode, where both are open. */
      readonly positionSide?: PositionSide | null;
    }
  | { readonly kind: "set-margin"; readonly instrumentId: string; readonly setting: MarginSetting }
  | {
      readonly kind: "move-margin";
      readonly instrumentId: string;
      readonly positionSide?: PositionSide | null;
      readonly units: Integer; // Added, or taken when negative.
    }
  | { readonly kind: "set-position-mode"; readonly instrumentId: string; readonly mode: PositionMode }
  | { readonly kind: "move-cash"; readonly currency: string; readonly units: Integer } // Paid in, or out when negative.
  | { readonly kind: "set-borrowing"; readonly leverage: BorrowLeverage }
  | { readonly kind: "set-self-trade"; readonly mode: SelfTradeMode }
  | { readonly kind: "cancel-all"; readonly instrumentId: string | null }
  | {
      /** The kill switch; of the portfolio, cancelling what works, where it does not say. */
      readonly kind: "halt";
      readonly scope?: StopScope;
      readonly action?: StopAction;
      readonly reason?: string;
    }
  | {
      readonly kind: "resume";
      /** The stops to let go of; all where it does not say. */
      readonly stopIds?: readonly string[];
      /** The worker says that the desk is stopped from its command line: nobody else may let go of that. */
      readonly isSecondDoorShut?: boolean;
    }
  | {
      readonly kind: "start-run";
      readonly runId: string;
      readonly strategy: string;
      readonly instrumentId: string;
      readonly parameters: Readonly<Record<string, number>>;
    }
  | { readonly kind: "stop-run"; readonly runId: string }
  | { readonly kind: "start-algorithm"; readonly intent: AlgorithmIntent }
  | { readonly kind: "steer-algorithm"; readonly algorithmId: string; readonly to: AlgorithmSteering };

export type ControlEvent = {
  readonly kind: "control";
  readonly at: Timestamp;
  readonly key: string;
  readonly userId: string;
  /** Set when the command lay longer than it may: it is recorded and does nothing. */
  readonly isExpired: boolean;
  readonly action: ControlAction;
};

/** All that comes in. */
export type EngineEvent =
  | { readonly kind: "market"; readonly at: Timestamp; readonly event: MarketEvent }
  | { readonly kind: "venue"; readonly at: Timestamp; readonly event: VenueEvent }
  | { readonly kind: "timer"; readonly at: Timestamp }
  | ControlEvent;
