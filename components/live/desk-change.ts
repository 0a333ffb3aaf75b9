import type { Borrowing } from "../../server/domain/borrowing/loan.ts";
import type { Markout } from "../../server/domain/execution-quality/markout.ts";
import type { Mid } from "../../server/domain/execution-quality/mid.ts";
import type { Stop } from "../../server/domain/kill-switch/stop.ts";
import type { MarginValues } from "../../server/domain/margin/margin-account.ts";
import type { Integer } from "../../server/domain/money/integer.ts";
import type { AlgorithmOrder, AlgorithmProgress } from "../../server/domain/orders/algorithms/algorithm.ts";
import type { Contingency } from "../../server/domain/orders/contingency/contingency.ts";
import type { Fill } from "../../server/domain/orders/fill.ts";
import type { Order, OrderTerms } from "../../server/domain/orders/order.ts";
import type { OrderStatus } from "../../server/domain/orders/order-status.ts";
import type { OrderStep } from "../../server/domain/orders/order-step.ts";
import type { SelfTradeMode } from "../../server/domain/orders/self-trade.ts";
import type { Trigger } from "../../server/domain/orders/triggers/trigger.ts";
import type { Lot } from "../../server/domain/positions/lot.ts";
import type { PositionSide } from "../../server/domain/positions/position-side.ts";
import type { TradingState } from "../../server/domain/risk/trading-state.ts";

export type CommandOutcome =
  | { readonly kind: "done"; readonly orderIds: readonly string[] }
  | {
      readonly kind: "refused";
      readonly code: string;
      readonly message: string;
      readonly facts: Readonly<Record<string, string>>;
      readonly orderIds: readonly string[];
    }
  | { readonly kind: "expired" };

type OrderValues = {
  readonly orderId: string;
  readonly status: OrderStatus;
  readonly filledLots: number;
  readonly filledUnits: Integer;
  readonly reservedUnits: Integer;
  readonly venueOrderId: string | null;
  readonly reasonCode: string | null;
  readonly reason: string | null;
  readonly at: number;
};

/** Which position: one of two in hedge mode. */
type OfPosition = { readonly instrumentId: string; readonly positionSide?: PositionSide | null };

/** The journal's changes as they arrive over the wire; a test holds them equal to the engine's. */
export type DeskChange =
  | { readonly kind: "order-placed"; readonly order: Order; readonly mid: Mid }
  | (OrderValues & { readonly kind: "order-updated"; readonly step: OrderStep; readonly mid: Mid | null })
  | (OrderValues & {
      readonly kind: "order-amended";
      readonly step: "amend-requested" | "amended" | "amend-rejected" | "replaced";
      readonly from: OrderTerms;
      readonly to: OrderTerms;
      /** Why it was refused. */
      readonly code: string | null;
      readonly message: string | null;
      readonly quantityLots: number;
      readonly priceTicks: number | null;
      readonly boundTicks: number;
      readonly revision: number;
      readonly amendment: Order["amendment"];
      readonly trigger?: Trigger | null;
    })
  | (OrderValues & {
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
      readonly mid: Mid | null;
    })
  | { readonly kind: "fill-booked"; readonly fill: Fill; readonly mid: Mid }
  | { readonly kind: "self-trade-set"; readonly mode: SelfTradeMode; readonly at: number }
  | { readonly kind: "markouts-taken"; readonly markouts: readonly Markout[] }
  | {
      readonly kind: "balance-changed";
      readonly currency: string;
      readonly totalUnits: Integer;
      readonly reservedUnits: Integer;
    }
  | {
      readonly kind: "cash-moved";
      readonly key: string;
      readonly userId: string;
      readonly currency: string;
      readonly units: Integer;
      readonly at: number;
    }
  | { readonly kind: "lot-opened"; readonly lot: Lot }
  | {
      readonly kind: "lot-reduced";
      readonly lotId: string;
      readonly quantityUnits: Integer;
      readonly costUnits: Integer;
    }
  | ({ readonly kind: "position-changed"; readonly realisedUnits: Integer } & OfPosition)
  | ({ readonly kind: "margin-changed"; readonly at: number } & OfPosition & MarginValues)
  | ({ readonly kind: "funding-booked"; readonly units: Integer; readonly at: number } & OfPosition)
  | ({ readonly kind: "borrowing-changed"; readonly at: number } & Borrowing)
  | {
      readonly kind: "interest-charged";
      readonly currency: string;
      readonly borrowedUnits: Integer;
      readonly units: Integer;
      readonly at: number;
    }
  | { readonly kind: "margin-called"; readonly assetsUnits: Integer; readonly debtUnits: Integer; readonly at: number }
  | { readonly kind: "debt-forgiven"; readonly currency: string; readonly units: Integer; readonly at: number }
  | {
      readonly kind: "trading-state-changed";
      readonly state: TradingState;
      readonly reason: string;
      readonly stops?: readonly Stop[];
      readonly at: number;
    }
  | { readonly kind: "run-changed"; readonly runId: string }
  | { readonly kind: "algorithm-started"; readonly algorithm: AlgorithmOrder }
  | { readonly kind: "algorithm-changed"; readonly algorithmId: string; readonly progress: AlgorithmProgress }
  | { readonly kind: "control-handled"; readonly key: string; readonly outcome: CommandOutcome; readonly at: number };
