import type { BorrowLeverage } from "../../domain/borrowing/lending-terms.ts";
import type { StopAction, StopScope } from "../../domain/kill-switch/stop.ts";
import type { MarginSetting } from "../../domain/margin/margin-account.ts";
import type { Integer } from "../../domain/money/integer.ts";
import type { AlgorithmIntent, AlgorithmSteering } from "../../domain/orders/algorithms/algorithm.ts";
import type { OrderGroup } from "../../domain/orders/contingency/group-legality.ts";
import type { OrderIntent } from "../../domain/orders/order-intent.ts";
import type { SelfTradeMode } from "../../domain/orders/self-trade.ts";
import type { CloseShare } from "../../domain/positions/close-quantity.ts";
import type { PositionMode, PositionSide } from "../../domain/positions/position-side.ts";

/** What the queue carries to the worker, and what comes back; the engine's own types, seen from this side of the wall. */
export type ControlAction =
  | { readonly kind: "place-order"; readonly intent: OrderIntent }
  | ({ readonly kind: "place-group" } & OrderGroup)
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
  | { readonly kind: "move-cash"; readonly currency: string; readonly units: Integer }
  | { readonly kind: "set-borrowing"; readonly leverage: BorrowLeverage }
  | { readonly kind: "set-self-trade"; readonly mode: SelfTradeMode }
  | { readonly kind: "cancel-all"; readonly instrumentId: string | null }
  | {
      readonly kind: "halt";
      readonly scope?: StopScope;
      readonly action?: StopAction;
      readonly reason?: string;
    }
  | {
      readonly kind: "resume";
      /** The stops to let go of; all where it does not say. */
      readonly stopIds?: readonly string[];
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

export type ControlAnswer =
  | { readonly kind: "done"; readonly orderIds: readonly string[] }
  | {
      readonly kind: "refused";
      readonly code: string;
      readonly message: string;
      readonly facts: Readonly<Record<string, string>>;
      readonly orderIds: readonly string[];
    }
  | { readonly kind: "expired" }
  /** Not known yet: the change `control-handled` will tell. */
  | { readonly kind: "pending" };

export const refused = (rejection: {
  readonly code: string;
  readonly message: string;
  readonly facts: Readonly<Record<string, string>>;
}): ControlAnswer => ({ kind: "refused", ...rejection, orderIds: [] });
