import type { BorrowLeverage } from "../../server/domain/borrowing/lending-terms.ts";
import type { StopAction, StopScope } from "../../server/domain/kill-switch/stop.ts";
import type { MarginSetting } from "../../server/domain/margin/margin-account.ts";
import type { AlgorithmSteering } from "../../server/domain/orders/algorithms/algorithm.ts";
import type { AlgorithmText } from "../../server/domain/orders/algorithms/algorithm-text.ts";
import type { LegRole } from "../../server/domain/orders/contingency/contingency.ts";
import type { OrderType, Side, TimeInForce } from "../../server/domain/orders/order-type.ts";
import type { AmendmentText } from "../../server/domain/orders/order-validation.ts";
import type { SelfTradeMode } from "../../server/domain/orders/self-trade.ts";
import type { TriggerText } from "../../server/domain/orders/triggers/trigger-text.ts";
import type { CloseShare } from "../../server/domain/positions/close-quantity.ts";
import type { PositionMode, PositionSide } from "../../server/domain/positions/position-side.ts";
import type { CommandOutcome } from "../live/desk-change.ts";
import type { PortfolioSnapshot } from "../live/portfolio-snapshot.ts";

/** An order as a person writes it: decimal texts on the instrument's grid. `key` makes sending it twice harmless. */
export type OrderRequest = {
  readonly portfolioId: string;
  readonly key: string;
  readonly instrumentId: string;
  readonly side: Side;
  readonly type: OrderType;
  readonly quantity: string;
  readonly price: string | null;
  readonly timeInForce: TimeInForce;
  readonly isPostOnly: boolean;
  readonly isReduceOnly: boolean;
  readonly closesPosition?: boolean;
  /** Of the two positions of hedge mode. */
  readonly positionSide?: PositionSide | null;
  readonly acceptsStalePrice: boolean;
  readonly trigger?: TriggerText | null;
  /** UTC ms of the tape, for GTD alone. */
  readonly expiresAt?: number | null;
};

type OrderWritten = Omit<OrderRequest, "portfolioId" | "key">;

/** An entry with its legs, or, without one, the two legs of an OCO: all of them are placed or none. */
export type GroupRequest = Pick<OrderRequest, "portfolioId" | "key"> & {
  readonly entry: OrderWritten | null;
  readonly legs: readonly { readonly role: LegRole; readonly order: OrderWritten }[];
};

/** `pending`: the worker has not said yet; the change that carries the outcome will. */
export type VerbAnswer = CommandOutcome | { readonly kind: "pending" };

type Addressed = { readonly portfolioId: string; readonly key: string };

type OfPosition = { readonly instrumentId: string; readonly positionSide?: PositionSide | null | undefined };

export type StopTerms = { readonly scope: StopScope; readonly action: StopAction; readonly reason: string };

type CashRequest = { readonly currency: string; readonly amount: string };

/** All that a panel may ask of the desk. */
export type DeskVerbs = {
  readonly loadSnapshot: (portfolioId: string) => Promise<PortfolioSnapshot>;
  readonly placeOrder: (request: OrderRequest) => Promise<VerbAnswer>;
  readonly placeGroup: (request: GroupRequest) => Promise<VerbAnswer>;
  readonly cancelOrder: (request: Addressed & { readonly orderId: string }) => Promise<VerbAnswer>;
  /** Null keeps what is. The quantity is the whole order's, filled part included. */
  readonly amendOrder: (request: Addressed & AmendmentText & { readonly orderId: string }) => Promise<VerbAnswer>;
  readonly closePosition: (request: Addressed & OfPosition & { readonly share: CloseShare }) => Promise<VerbAnswer>;
  readonly reversePosition: (
    request: Addressed & { readonly instrumentId: string; readonly positionSide: PositionSide | null },
  ) => Promise<VerbAnswer>;
  readonly setMargin: (request: Addressed & MarginSetting & { readonly instrumentId: string }) => Promise<VerbAnswer>;
  /** The amount is above zero either way. */
  readonly moveMargin: (
    request: Addressed & OfPosition & { readonly direction: "add" | "take"; readonly amount: string },
  ) => Promise<VerbAnswer>;
  readonly setPositionMode: (
    request: Addressed & { readonly instrumentId: string; readonly mode: PositionMode },
  ) => Promise<VerbAnswer>;
  readonly startAlgorithm: (request: Addressed & AlgorithmText) => Promise<VerbAnswer>;
  readonly steerAlgorithm: (
    request: Addressed & { readonly algorithmId: string; readonly to: AlgorithmSteering },
  ) => Promise<VerbAnswer>;
  readonly cancelAll: (request: Addressed & { readonly instrumentId: string | null }) => Promise<VerbAnswer>;
  readonly halt: (request: Addressed & StopTerms) => Promise<VerbAnswer>;
  readonly resume: (request: Addressed & { readonly stopIds: readonly string[] }) => Promise<VerbAnswer>;
  readonly setSelfTrade: (request: Addressed & { readonly mode: SelfTradeMode }) => Promise<VerbAnswer>;
  /** How far spot orders may borrow; 1 for not at all. */
  readonly setBorrowing: (request: Addressed & { readonly leverage: BorrowLeverage }) => Promise<VerbAnswer>;
  readonly fund: (request: Addressed & CashRequest) => Promise<VerbAnswer>;
  readonly withdraw: (request: Addressed & CashRequest) => Promise<VerbAnswer>;
};
