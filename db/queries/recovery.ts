import { type Borrowing, NO_BORROWING } from "../../server/domain/borrowing/loan.ts";
import { present } from "../../server/domain/errors/invariant.ts";
import type { PendingMarkouts } from "../../server/domain/execution-quality/markout.ts";
import type { Stop } from "../../server/domain/kill-switch/stop.ts";
import { readStops } from "../../server/domain/kill-switch/stored-stops.ts";
import { type MarginValues, UNTOUCHED } from "../../server/domain/margin/margin-account.ts";
import type { Integer } from "../../server/domain/money/integer.ts";
import { parseExact } from "../../server/domain/money/integer-json.ts";
import type { AlgorithmOrder } from "../../server/domain/orders/algorithms/algorithm.ts";
import type { Order } from "../../server/domain/orders/order.ts";
import type { SelfTradeMode } from "../../server/domain/orders/self-trade.ts";
import type { FeedKind, PortfolioMode } from "../../server/domain/portfolio/portfolio-kind.ts";
import type { Lot } from "../../server/domain/positions/lot.ts";
import type { PositionSide } from "../../server/domain/positions/position-side.ts";
import type { TradingState } from "../../server/domain/risk/trading-state.ts";
import type { StrategyStatus } from "../../server/domain/strategies/strategy-status.ts";
import type { Client } from "../client.ts";
import { WORKING_STATUSES } from "../schema/orders.ts";
import { readAlgorithms } from "./algorithm-row.ts";
import type { RunRecord } from "./commit-batch.ts";
import { readUnits, storedInstrument } from "./decimals.ts";
import { type LotRow, lotFromRow } from "./lot-row.ts";
import { type PendingRow, pendingFromRow } from "./markout-row.ts";
import { type OrderRow, orderFromRow } from "./order-row.ts";

export type StoredPortfolio = {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly mode: PortfolioMode;
  readonly feedKind: FeedKind;
  readonly baseCurrency: string;
};

/** All that a session needs to go on from the last commit, read from one instant of the tables. */
export type StoredPortfolioState = {
  readonly portfolio: StoredPortfolio;
  readonly sequence: number;
  readonly epoch: number;
  readonly counters: { readonly orders: number; readonly fills: number; readonly lots: number };
  readonly tradingState: TradingState;
  readonly tradingStateReason: string;
  readonly stops: readonly Stop[];
  readonly selfTrade: SelfTradeMode;
  readonly borrowing: Borrowing;
  readonly feedPosition: number | null;
  /** The desk plays another tape than the one this portfolio trades on. */
  readonly isOffTape: boolean;
  /** Put away: nothing of it is shown or traded any more. */
  readonly isArchived: boolean;
  readonly tapeAt: number;
  readonly stateHash: string | null;
  /** Digests of all fills and of all finished orders; null before the first commit. */
  readonly fillsDigest: string | null;
  readonly closedDigest: string | null;
  /** Oldest first. */
  readonly workingOrders: readonly Order[];
  readonly balances: readonly {
    readonly currency: string;
    readonly totalUnits: Integer;
    readonly reservedUnits: Integer;
  }[];
  /** In the order in which they were opened. */
  readonly openLots: readonly Lot[];
  readonly positions: readonly {
    readonly instrumentId: string;
    /** Of hedge mode. */
    readonly positionSide?: PositionSide;
    readonly realisedUnits: Integer;
    /** Of a perpetual; tapes of older desks do not say. */
    readonly margin?: MarginValues;
  }[];
  readonly runs: readonly RunRecord[];
  /** Fills after which mids are still to be taken. */
  readonly markouts: readonly PendingMarkouts[];
  /** All at work and the newest that ended, oldest first. */
  readonly algorithms: readonly AlgorithmOrder[];
};

type StateRow = {
  key: string;
  name: string;
  mode: PortfolioMode;
  feed_kind: FeedKind;
  base_currency: string;
  sequence: string;
  epoch: string;
  order_count: string;
  fill_count: string;
  lot_count: string;
  trading_state: TradingState;
  trading_state_reason: string;
  self_trade: SelfTradeMode;
  borrowing: string | null;
  feed_position: string | null;
  is_off_tape: boolean;
  archived_at: Date | null;
  tape_at: string;
  state_hash: string | null;
  fills_digest: string | null;
  closed_digest: string | null;
};

type PositionRow = {
  instrument_id: string;
  position_side: PositionSide | "net";
  realised: string;
  margin: string | null;
};

type RunRow = {
  run_id: string;
  strategy: string;
  instrument_id: string;
  parameters: Record<string, number>;
  status: StrategyStatus;
  reason: string | null;
  snapshot: string;
};

/** A client, or the transaction that another reader has opened on it. */
export type Reader = Client | import("postgres").TransactionSql;

export function loadPortfolioState(sql: Client, portfolioId: string): Promise<StoredPortfolioState> {
  return sql.begin("isolation level repeatable read read only", (tx) =>
    readPortfolioState(tx, portfolioId),
  ) as Promise<StoredPortfolioState>;
}

export async function readPortfolioState(tx: Reader, portfolioId: string): Promise<StoredPortfolioState> {
  const [states, orders, balances, lots, positions, runs, markouts, algorithms] = await Promise.all([
    tx<StateRow[]>`
      select p.*, s.*, coalesce(s.feed_key <> (select key from feed_state order by updated_at desc limit 1), false) as is_off_tape
      from portfolio p join portfolio_state s on s.portfolio_id = p.id where p.id = ${portfolioId}`,
    tx<OrderRow[]>`
      select * from orders where portfolio_id = ${portfolioId} and status = any(${[...WORKING_STATUSES]})
      order by created_at, length(id), id`,
    tx<{ currency: string; total: string; reserved: string }[]>`
      select currency, total, reserved from balances where portfolio_id = ${portfolioId} order by currency`,
    tx<LotRow[]>`select * from lots where portfolio_id = ${portfolioId} and quantity <> 0 order by number`,
    tx<PositionRow[]>`
      select instrument_id, position_side, realised, margin from positions
      where portfolio_id = ${portfolioId} order by instrument_id, position_side desc`,
    readRuns(tx, portfolioId),
    tx<PendingRow[]>`
      select id, order_id, instrument_id, at, markouts_left from fills
      where portfolio_id = ${portfolioId} and markouts_left > 0 order by at, length(id), id`,
    readAlgorithms(tx, portfolioId),
  ]);
  const state = present(states[0], `Portfolio ${portfolioId} is not stored`);
  const { reason, stops } = readStops(state.trading_state_reason, state.trading_state);
  return {
    portfolio: {
      id: portfolioId,
      key: state.key,
      name: state.name,
      mode: state.mode,
      feedKind: state.feed_kind,
      baseCurrency: state.base_currency,
    },
    sequence: Number(state.sequence),
    epoch: Number(state.epoch),
    counters: {
      orders: Number(state.order_count),
      fills: Number(state.fill_count),
      lots: Number(state.lot_count),
    },
    tradingState: state.trading_state,
    tradingStateReason: reason,
    stops,
    selfTrade: state.self_trade,
    borrowing: state.borrowing === null ? NO_BORROWING : (parseExact(state.borrowing) as Borrowing),
    feedPosition: state.feed_position === null ? null : Number(state.feed_position),
    isOffTape: state.is_off_tape,
    isArchived: state.archived_at !== null,
    tapeAt: Number(state.tape_at),
    stateHash: state.state_hash,
    fillsDigest: state.fills_digest,
    closedDigest: state.closed_digest,
    workingOrders: orders.map(orderFromRow),
    balances: balances.map(({ currency, total, reserved }) => ({
      currency,
      totalUnits: readUnits(total, currency),
      reservedUnits: readUnits(reserved, currency),
    })),
    openLots: lots.map(lotFromRow),
    positions: positions.map((row) => ({
      instrumentId: row.instrument_id,
      ...(row.position_side === "net" ? {} : { positionSide: row.position_side }),
      realisedUnits: readUnits(row.realised, storedInstrument(row.instrument_id).quote),
      ...(row.margin === null
        ? {}
        : { margin: { ...UNTOUCHED, ...(parseExact(row.margin) as Partial<MarginValues>) } }),
    })),
    markouts: markouts.map(pendingFromRow),
    runs: runs.filter((run) => run.status !== "stopped"),
    algorithms,
  };
}

/** Every run of the portfolio, oldest first. */
export async function readRuns(tx: Reader, portfolioId: string): Promise<RunRecord[]> {
  const rows = await tx<RunRow[]>`
    select * from strategy_run where portfolio_id = ${portfolioId} order by started_at, run_id`;
  return rows.map((row) => ({
    runId: row.run_id,
    strategy: row.strategy,
    instrumentId: row.instrument_id,
    parameters: row.parameters,
    status: row.status,
    reason: row.reason,
    snapshot: row.snapshot,
  }));
}
