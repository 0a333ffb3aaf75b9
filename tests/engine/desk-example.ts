import { expect } from "vitest";
import type { Stream, StreamState } from "../../server/domain/markets/data-quality.ts";
import { baseUnits } from "../../server/domain/markets/instrument.ts";
import { LISTED_INSTRUMENTS } from "../../server/domain/markets/listed-instruments.ts";
import type {
  BookEvent,
  CandleEvent,
  MarketEvent,
  StreamEvent,
  TradeEvent,
} from "../../server/domain/markets/market-event.ts";
import { add, type Integer, subtract } from "../../server/domain/money/integer.ts";
import type { Order } from "../../server/domain/orders/order.ts";
import type { OrderEvent } from "../../server/domain/orders/order-event.ts";
import type { OrderIntent } from "../../server/domain/orders/order-intent.ts";
import { isTerminal } from "../../server/domain/orders/order-status.ts";
import { DEFAULT_RISK_SETTINGS } from "../../server/domain/risk/risk-settings.ts";
import { type Step, step } from "../../server/engine/engine.ts";
import type { EngineChange } from "../../server/engine/engine-change.ts";
import type { ControlAction } from "../../server/engine/engine-event.ts";
import { createState, type EngineState, type SessionSeed } from "../../server/engine/engine-state.ts";
import { workingLots } from "../../server/engine/orders/open-quantity.ts";

export const BTC = "BTC-USDT";
export const ETH = "ETH-USDT";
export const START = 1_700_000_000_000;

export const OPENING = [
  { currency: "USDT", totalUnits: 100_000_000_000_000, reservedUnits: 0 }, // One million.
  { currency: "BTC", totalUnits: 100_000_000_000, reservedUnits: 0 }, // Ten.
  { currency: "ETH", totalUnits: 1_000_000_000_000, reservedUnits: 0 }, // A hundred.
] as const;

export function openDesk(change: Partial<SessionSeed> = {}): EngineState {
  return createState({
    key: "desk0001",
    baseCurrency: "USDT",
    instruments: LISTED_INSTRUMENTS,
    settings: DEFAULT_RISK_SETTINGS,
    balances: OPENING,
    findStrategy: () => undefined,
    ...change,
  });
}

/** A desk that has seen a price of 50,000.00 (BTC) and 2,500.00 (ETH). */
export function pricedDesk(change: Partial<SessionSeed> = {}): EngineState {
  const state = openDesk(change);
  market(state, bookAt(START, 4_999_900, 5_000_000));
  market(state, bookAt(START, 249_900, 250_000, ETH));
  return state;
}

export const bookAt = (at: number, bid: number, ask: number, instrumentId = BTC): BookEvent => ({
  kind: "book",
  instrumentId,
  at,
  isSnapshot: true,
  bids: bid === 0 ? [] : [bid, 1_000],
  asks: ask === 0 ? [] : [ask, 1_000],
  bestBidTicks: bid,
  bestBidLots: bid === 0 ? 0 : 1_000,
  bestAskTicks: ask,
  bestAskLots: ask === 0 ? 0 : 1_000,
});

export const streamAt = (at: number, state: StreamState, stream: Stream = "book"): StreamEvent => ({
  kind: "stream",
  instrumentId: BTC,
  at,
  stream,
  state,
  code: state === "live" ? "heartbeat" : state === "stale" ? "silent" : "sequence-gap",
  detail: "",
});

export const tradeAt = (at: number, priceTicks: number, instrumentId = BTC): TradeEvent => ({
  kind: "trade",
  instrumentId,
  at,
  tradeId: `t${at}`,
  priceTicks,
  quantityLots: 5,
  aggressor: "buy",
});

export const candleAt = (at: number, closeTicks: number, instrumentId = BTC): CandleEvent => ({
  kind: "candle",
  instrumentId,
  at,
  candle: {
    timeframe: "1m",
    openAt: at - 60_000,
    openTicks: closeTicks,
    highTicks: closeTicks,
    lowTicks: closeTicks,
    closeTicks,
    volumeLots: 10,
  },
});

/** Buys 100 lots (0.001 BTC) at 50,000.00: 50 USDT. */
export const intent = (change: Partial<OrderIntent> = {}): OrderIntent => ({
  instrumentId: BTC,
  side: "buy",
  type: "limit",
  quantityLots: 100,
  priceTicks: 5_000_000,
  timeInForce: "GTC",
  isPostOnly: false,
  isReduceOnly: false,
  source: { kind: "manual", userId: "u1", key: "k1" },
  acceptsStalePrice: false,
  trigger: null,
  expiresAt: null,
  ...change,
});

export const market = (state: EngineState, event: MarketEvent): Step =>
  step(state, { kind: "market", at: event.at, event });
export const venue = (state: EngineState, event: OrderEvent): Step =>
  step(state, { kind: "venue", at: event.at, event });
export const timer = (state: EngineState, at: number): Step => step(state, { kind: "timer", at });

export function control(
  state: EngineState,
  action: ControlAction,
  change: { isExpired?: boolean; userId?: string } = {},
): Step {
  return step(state, { kind: "control", at: state.now, key: "c1", userId: "u1", isExpired: false, action, ...change });
}

export function ofKind<Kind extends EngineChange["kind"]>(
  changes: readonly EngineChange[],
  kind: Kind,
): Extract<EngineChange, { kind: Kind }>[] {
  return changes.filter((change): change is Extract<EngineChange, { kind: Kind }> => change.kind === kind);
}

/** What the control came to. */
export function outcomeOf({ changes }: Step) {
  const [handled] = ofKind(changes, "control-handled");
  if (handled === undefined) throw new Error("No control was handled");
  return handled.outcome;
}

/** Places an order through a control; the order as it stands, denied or submitted. */
export function place(state: EngineState, change: Partial<OrderIntent> = {}): Order {
  const { changes } = control(state, { kind: "place-order", intent: intent(change) });
  const [placed] = ofKind(changes, "order-placed");
  if (placed === undefined) throw new Error("No order was placed");
  return placed.order;
}

export function orderOf(state: EngineState, orderId: string): Order {
  const record = state.working.get(orderId) ?? state.closed.get(orderId);
  if (record === undefined) throw new Error(`Order ${orderId} is gone`);
  return record.order;
}

export const accepted = (orderId: string, at = START): OrderEvent => ({
  kind: "accepted",
  orderId,
  at,
  venueOrderId: `v-${orderId}`,
});

let trades = 0;
/** A fill without a fee at 50,000.00, under a trade id of its own. */
export function filled(
  orderId: string,
  quantityLots: number,
  change: Partial<Extract<OrderEvent, { kind: "filled" }>> = {},
): Extract<OrderEvent, { kind: "filled" }> {
  trades += 1;
  return {
    kind: "filled",
    orderId,
    at: START,
    tradeId: `trade${trades}`,
    quantityLots,
    priceTicks: 5_000_000,
    feeCurrency: "USDT",
    feeUnits: 0,
    liquidity: "taker",
    ...change,
  };
}

export const totalOf = (state: EngineState, currency: string): Integer => state.balances.get(currency)?.totalUnits ?? 0;
export const reservedOf = (state: EngineState, currency: string): Integer =>
  state.balances.get(currency)?.reservedUnits ?? 0;

/** What must hold between any two events. */
export function expectSound(state: EngineState): void {
  const reserved = new Map<string, Integer>();
  for (const [id, { order, holding }] of state.working) {
    expect(isTerminal(order.status), `${id} works as ${order.status}`).toBe(false);
    const currency = order.side === "buy" ? holding.instrument.quote : holding.instrument.base;
    reserved.set(currency, add(reserved.get(currency) ?? 0, order.reservedUnits));
  }
  for (const { currency, reservedUnits } of state.balances.values()) {
    expect(`${currency} ${reservedUnits}`).toBe(`${currency} ${reserved.get(currency) ?? 0}`);
    expect(reservedUnits >= 0).toBe(true);
  }
  const held = [...state.working.values()].filter(
    ({ order }) => order.status === "emulated" && order.contingency?.waitsForEntry !== true,
  );
  expect(state.triggers.isEmpty).toBe(held.length === 0);
  for (const { order } of held) expect(state.triggers.idsIn(order.instrumentId)).toContain(order.id);
  expect(state.contingent).toEqual([]);
  for (const [id, { order }] of state.released) {
    expect(order.status, `${id} was released`).toBe("released");
    expect(state.working.has(id)).toBe(true);
  }
  for (const { order } of state.closed.values()) {
    expect(isTerminal(order.status), `${order.id} is closed as ${order.status}`).toBe(true);
    expect(order.reservedUnits).toBe(0);
  }
  for (const holding of state.holdings.values()) {
    const open = (side: string) =>
      [...state.working.values()]
        .filter((it) => it.holding === holding && it.order.side === side)
        .reduce((total, { order }) => total + workingLots(order), 0);
    expect([holding.workingBuyLots, holding.workingSellLots]).toEqual([open("buy"), open("sell")]);
    let net: Integer = 0;
    for (const lot of holding.lots.values()) {
      net = lot.direction === "long" ? add(net, lot.quantityUnits) : subtract(net, lot.quantityUnits);
      expect(lot.quantityUnits > 0).toBe(true);
    }
    expect(holding.netUnits).toBe(net);
    expect(new Set([...holding.lots.values()].map((lot) => lot.direction)).size).toBeLessThanOrEqual(1);
  }
}

export const lotUnits = (state: EngineState, lots: number, instrumentId = BTC): Integer => {
  const holding = state.holdings.get(instrumentId);
  if (holding === undefined) throw new Error(`${instrumentId} is not listed`);
  return baseUnits(holding.instrument, lots);
};
