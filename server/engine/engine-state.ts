import { type Borrowing, NO_BORROWING } from "../domain/borrowing/loan.ts";
import type { Stop } from "../domain/kill-switch/stop.ts";
import type { Instrument } from "../domain/markets/instrument.ts";
import { currencyOf } from "../domain/money/currency.ts";
import type { Integer } from "../domain/money/integer.ts";
import type { Order } from "../domain/orders/order.ts";
import { DEFAULT_SELF_TRADE, type SelfTradeMode } from "../domain/orders/self-trade.ts";
import type { Balance } from "../domain/portfolio/balance.ts";
import type { PositionSide } from "../domain/positions/position-side.ts";
import type { RiskSettings } from "../domain/risk/risk-settings.ts";
import type { TradingState } from "../domain/risk/trading-state.ts";
import type { Strategy } from "../domain/strategies/strategy.ts";
import type { Timestamp } from "../domain/time/timestamp.ts";
import { AlgorithmBook } from "./algorithms/algorithm-book.ts";
import type { EngineChange } from "./engine-change.ts";
import type { EngineCommand } from "./engine-command.ts";
import { MarkoutWatch } from "./execution-quality/markout-watch.ts";
import { TriggerWatch } from "./held/trigger-watch.ts";
import { Digest } from "./journal/digest.ts";
import { type MarginAccount, openMarginAccount } from "./margin/margin-account.ts";
import { ExpiringOrders } from "./orders/expiring-orders.ts";
import { OpenLots } from "./positions/open-lots.ts";
import { PriceBoard } from "./price-board.ts";
import { OwnOrders } from "./self-trade/own-orders.ts";
import type { StrategyRun } from "./strategies/strategy-run.ts";

/** A position with all that the session holds and works in it: one of an instrument, or one of its two in hedge mode. */
export type Holding = {
  readonly instrument: Instrument;
  /** Null where the instrument has but one. */
  readonly positionSide: PositionSide | null;
  /** Open quantity of working orders, in lots. */
  workingBuyLots: number;
  workingSellLots: number;
  /** Net position in base units: positive long. */
  netUnits: Integer;
  realisedUnits: Integer;
  lots: OpenLots;
  /** Null for spot. */
  readonly margin: MarginAccount | null;
};

export type OrderRecord = { order: Order; readonly holding: Holding; readonly tradeIds: Set<string> };

export type Counters = { orders: number; fills: number; lots: number };

/** Something befell an order of a group that the others of it must follow. */
export type ContingentStep = {
  readonly kind: "filled" | "amended" | "released" | "cut" | "ended";
  readonly record: OrderRecord;
  /** What was filled, or what a leg went out short of. */
  readonly lots: number;
  readonly priceTicks: number;
};

/** What a session starts from, fresh or recovered. */
export type SessionSeed = {
  /** Prefix of every id the engine makes; unique per portfolio, lower-case letters and digits. */
  readonly key: string;
  readonly baseCurrency: string;
  readonly instruments: readonly Instrument[];
  readonly settings: RiskSettings;
  readonly balances: readonly Balance[];
  readonly findStrategy: (name: string) => Strategy | undefined;
  /** Digests of the history before; none for a session that begins. */
  readonly fillsDigest?: string;
  readonly closedDigest?: string;
};

/** Everything a session knows. Only files of this folder change it. */
export type EngineState = {
  readonly key: string;
  readonly baseCurrency: string;
  readonly settings: RiskSettings;
  readonly findStrategy: (name: string) => Strategy | undefined;
  now: Timestamp;
  sequence: number;
  readonly counters: Counters;
  tradingState: TradingState;
  /** Switches pulled and not released; `tradingState` follows from them. */
  stops: readonly Stop[];
  selfTrade: SelfTradeMode;
  /** Those of the working orders that rest at their venues, by price. */
  readonly own: OwnOrders;
  readonly prices: PriceBoard;
  /** By position: under its own id an instrument's only one, which also says in which mode it is. */
  readonly holdings: Map<string, Holding>;
  /** Perpetuals with an open position. */
  readonly margined: Set<Holding>;
  readonly balances: Map<string, Balance>;
  borrowing: Borrowing;
  /** What a venue that lends did by itself and was booked: it may tell of one twice. */
  readonly lendingDeeds: Set<string>;
  /** Orders that may still trade, by id. */
  readonly working: Map<string, OrderRecord>;
  /** The newest finished orders: a late fill can still be booked to them. */
  readonly closed: Map<string, OrderRecord>;
  readonly runs: Map<string, StrategyRun>;
  readonly triggers: TriggerWatch;
  /** Orders whose trigger has fired and that wait for others to give way. */
  readonly released: Map<string, OrderRecord>;
  /** What the others of a group have still to follow; empty between two steps. */
  readonly contingent: ContingentStep[];
  /** Orders at venues that keep no time for them. */
  readonly expiring: ExpiringOrders;
  readonly markouts: MarkoutWatch;
  readonly algorithms: AlgorithmBook;
  /** When the gate let the newest orders pass, oldest first. */
  readonly approvals: Timestamp[];
  /** Digests of all fills booked and of all finished orders, so that the state hash covers history at O(1). */
  readonly fillsDigest: Digest;
  readonly closedDigest: Digest;
  /** What the current step has produced. */
  commands: EngineCommand[];
  changes: EngineChange[];
};

export const openHolding = (instrument: Instrument, positionSide: PositionSide | null = null): Holding => ({
  instrument,
  positionSide,
  workingBuyLots: 0,
  workingSellLots: 0,
  netUnits: 0,
  realisedUnits: 0,
  lots: new OpenLots(),
  margin: openMarginAccount(instrument),
});

export function createState(seed: SessionSeed): EngineState {
  const holdings = new Map<string, Holding>();
  for (const instrument of seed.instruments) {
    holdings.set(instrument.id, openHolding(instrument));
  }
  for (const { currency } of seed.balances) currencyOf(currency);
  return {
    key: seed.key,
    baseCurrency: seed.baseCurrency,
    settings: seed.settings,
    findStrategy: seed.findStrategy,
    now: 0,
    sequence: 0,
    counters: { orders: 0, fills: 0, lots: 0 },
    tradingState: "active",
    stops: [],
    selfTrade: DEFAULT_SELF_TRADE,
    own: new OwnOrders(),
    prices: new PriceBoard(seed.settings.staleAfterMs),
    holdings,
    margined: new Set(),
    balances: new Map(seed.balances.map((balance) => [balance.currency, balance])),
    borrowing: NO_BORROWING,
    lendingDeeds: new Set(),
    working: new Map(),
    closed: new Map(),
    runs: new Map(),
    triggers: new TriggerWatch(),
    released: new Map(),
    contingent: [],
    expiring: new ExpiringOrders(),
    markouts: new MarkoutWatch(),
    algorithms: new AlgorithmBook(),
    approvals: [],
    fillsDigest: seed.fillsDigest === undefined ? new Digest() : Digest.parse(seed.fillsDigest),
    closedDigest: seed.closedDigest === undefined ? new Digest() : Digest.parse(seed.closedDigest),
    commands: [],
    changes: [],
  };
}
