import { type ListedFillRow, listedFillFromRow } from "../../../db/queries/fill-row.ts";
import { type OrderRow, orderFromRow } from "../../../db/queries/order-row.ts";
import { readPortfolioState } from "../../../db/queries/recovery.ts";
import { WORKING_STATUSES } from "../../../db/schema/index.ts";
import type { Role } from "../../domain/access/role.ts";
import type { Borrowing } from "../../domain/borrowing/loan.ts";
import type { Stop } from "../../domain/kill-switch/stop.ts";
import type { MarginValues } from "../../domain/margin/margin-account.ts";
import type { Integer } from "../../domain/money/integer.ts";
import type { AlgorithmOrder } from "../../domain/orders/algorithms/algorithm.ts";
import type { Order } from "../../domain/orders/order.ts";
import type { ListedFill } from "../../domain/orders/order-listing.ts";
import type { SelfTradeMode } from "../../domain/orders/self-trade.ts";
import type { FeedKind, PortfolioMode } from "../../domain/portfolio/portfolio-kind.ts";
import type { Lot } from "../../domain/positions/lot.ts";
import type { PositionSide } from "../../domain/positions/position-side.ts";
import type { TradingState } from "../../domain/risk/trading-state.ts";
import { AccessError, type Actor, authorize } from "../access/authorize.ts";
import type { Desk } from "../desk.ts";

/** A portfolio at one sequence, in the domain's own objects, so that a screen applies later changes onto it. */
export type PortfolioSnapshot = {
  readonly portfolioId: string;
  readonly name: string;
  readonly mode: PortfolioMode;
  readonly feedKind: FeedKind;
  readonly baseCurrency: string;
  readonly sequence: number;
  readonly tradingState: TradingState;
  readonly tradingStateReason: string;
  /** Switches pulled and not released. */
  readonly stops: readonly Stop[];
  readonly selfTrade: SelfTradeMode;
  readonly borrowing: Borrowing;
  /** All that work and the newest 200 that ended, newest first. */
  readonly orders: readonly Order[];
  /** The newest 200, newest first. */
  readonly fills: readonly ListedFill[];
  /** All at work and the newest 100 that ended, oldest first. */
  readonly algorithms: readonly AlgorithmOrder[];
  readonly lots: readonly Lot[];
  readonly positions: readonly {
    readonly instrumentId: string;
    /** In hedge mode. */
    readonly positionSide?: PositionSide;
    readonly realisedUnits: Integer;
    readonly margin?: MarginValues;
  }[];
  readonly balances: readonly {
    readonly currency: string;
    readonly totalUnits: Integer;
    readonly reservedUnits: Integer;
  }[];
  readonly role: Role;
  /** Its feed kind is not the one that runs now: it is shown as it was and cannot trade. */
  readonly isFrozen: boolean;
};

/** `runningFeed` is the kind of feed that the worker runs, null while it is not known. */
export async function portfolioSnapshot(
  desk: Desk,
  actor: Actor,
  portfolioId: string,
  runningFeed: FeedKind | null,
): Promise<PortfolioSnapshot> {
  const role = await authorize(desk.database, actor, "portfolio:view", portfolioId);
  return desk.sql.begin(
    "isolation level repeatable read read only",
    async (transaction): Promise<PortfolioSnapshot> => {
      const state = await readPortfolioState(transaction, portfolioId);
      if (state.isArchived) throw new AccessError("not-found");
      const closed = await transaction<OrderRow[]>`
      select * from orders where portfolio_id = ${portfolioId} and not status = any(${[...WORKING_STATUSES]})
      order by created_at desc, id collate "C" desc limit 200`;
      const fills = await transaction<ListedFillRow[]>`
      select f.*, o.position_side from fills f left join orders o on o.portfolio_id = f.portfolio_id and o.id = f.order_id
      where f.portfolio_id = ${portfolioId} order by f.at desc, f.id collate "C" desc limit 200`;
      const { id: _, key: __, ...portfolio } = state.portfolio;
      return {
        portfolioId,
        ...portfolio,
        sequence: state.sequence,
        tradingState: state.tradingState,
        tradingStateReason: state.tradingStateReason,
        stops: state.stops,
        selfTrade: state.selfTrade,
        borrowing: state.borrowing,
        orders: [...state.workingOrders, ...closed.map(orderFromRow)].sort(newestFirst),
        fills: fills.map(listedFillFromRow),
        algorithms: state.algorithms,
        lots: state.openLots,
        positions: state.positions,
        balances: state.balances,
        role,
        isFrozen: state.isOffTape || (runningFeed !== null && runningFeed !== portfolio.feedKind),
      };
    },
  ) as Promise<PortfolioSnapshot>;
}

const newestFirst = (a: Order, b: Order): number => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1);
