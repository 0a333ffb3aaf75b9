import type { StopAction, StopScope } from "../../server/domain/kill-switch/stop.ts";
import type { OrderType, Side, TimeInForce } from "../../server/domain/orders/order-type.ts";
import type { CloseShare } from "../../server/domain/positions/close-quantity.ts";
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
  readonly acceptsStalePrice: boolean;
};

/** `pending`: the worker has not said yet; the change that carries the outcome will. */
export type VerbAnswer = CommandOutcome | { readonly kind: "pending" };

type Addressed = { readonly portfolioId: string; readonly key: string };

export type StopTerms = { readonly scope: StopScope; readonly action: StopAction; readonly reason: string };

type CashRequest = { readonly currency: string; readonly amount: string };

/** All that a panel may ask of the desk. */
export type DeskVerbs = {
  readonly loadSnapshot: (portfolioId: string) => Promise<PortfolioSnapshot>;
  readonly placeOrder: (request: OrderRequest) => Promise<VerbAnswer>;
  readonly cancelOrder: (request: Addressed & { readonly orderId: string }) => Promise<VerbAnswer>;
  /** Null keeps what is. The quantity is the whole order's, filled part included. */
  readonly amendOrder: (
    request: Addressed & { readonly orderId: string; readonly price: string | null; readonly quantity: string | null },
  ) => Promise<VerbAnswer>;
  readonly closePosition: (
    request: Addressed & { readonly instrumentId: string; readonly share: CloseShare },
  ) => Promise<VerbAnswer>;
  readonly cancelAll: (request: Addressed & { readonly instrumentId: string | null }) => Promise<VerbAnswer>;
  readonly halt: (request: Addressed & StopTerms) => Promise<VerbAnswer>;
  readonly resume: (request: Addressed & { readonly stopIds: readonly string[] }) => Promise<VerbAnswer>;
  readonly fund: (request: Addressed & CashRequest) => Promise<VerbAnswer>;
  readonly withdraw: (request: Addressed & CashRequest) => Promise<VerbAnswer>;
};
