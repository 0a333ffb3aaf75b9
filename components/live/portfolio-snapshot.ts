import type { Role } from "../../server/domain/access/role.ts";
import type { Borrowing } from "../../server/domain/borrowing/loan.ts";
import type { Stop } from "../../server/domain/kill-switch/stop.ts";
import type { MarginValues } from "../../server/domain/margin/margin-account.ts";
import type { Integer } from "../../server/domain/money/integer.ts";
import type { AlgorithmOrder } from "../../server/domain/orders/algorithms/algorithm.ts";
import type { Order } from "../../server/domain/orders/order.ts";
import type { ListedFill } from "../../server/domain/orders/order-listing.ts";
import type { SelfTradeMode } from "../../server/domain/orders/self-trade.ts";
import type { Lot } from "../../server/domain/positions/lot.ts";
import type { PositionSide } from "../../server/domain/positions/position-side.ts";
import type { TradingState } from "../../server/domain/risk/trading-state.ts";

type Balance = {
  readonly currency: string;
  readonly totalUnits: Integer;
  readonly reservedUnits: Integer;
};

/** A portfolio as it stood after the commit named by `sequence`. */
export type PortfolioSnapshot = {
  readonly portfolioId: string;
  readonly name: string;
  readonly mode: "paper" | "live";
  readonly feedKind: "synthetic" | "recorded" | "live";
  readonly baseCurrency: string;
  readonly sequence: number;
  readonly tradingState: TradingState;
  readonly tradingStateReason: string;
  readonly stops: readonly Stop[];
  readonly selfTrade: SelfTradeMode;
  readonly borrowing: Borrowing;
  /** All working ones and the newest closed ones. */
  readonly orders: readonly Order[];
  readonly fills: readonly ListedFill[];
  /** All at work and the newest that ended, oldest first. */
  readonly algorithms: readonly AlgorithmOrder[];
  /** Open lots. */
  readonly lots: readonly Lot[];
  readonly positions: readonly {
    readonly instrumentId: string;
    /** In hedge mode. */
    readonly positionSide?: PositionSide;
    readonly realisedUnits: Integer;
    /** Of a perpetual. */
    readonly margin?: MarginValues;
  }[];
  readonly balances: readonly Balance[];
  readonly role: Role;
  readonly isFrozen: boolean;
};

export const CLOSED_ORDERS_SHOWN = 200;
export const FILLS_SHOWN = 200;
