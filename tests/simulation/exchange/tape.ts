import type { Instrument } from "../../../server/domain/markets/instrument.ts";
import { findInstrument } from "../../../server/domain/markets/listed-instruments.ts";
import type { BookEvent, CandleEvent, TradeEvent } from "../../../server/domain/markets/market-event.ts";
import type { Order, OrderTicket } from "../../../server/domain/orders/order.ts";
import type { Side } from "../../../server/domain/orders/order-type.ts";
import type { Approved } from "../../../server/domain/risk/risk-decision.ts";
import type { EngineCommand } from "../../../server/engine/engine-command.ts";
import type { VenueEvent } from "../../../server/engine/ports.ts";

function listed(id: string): Instrument {
  const instrument = findInstrument(id);
  if (instrument === undefined) throw new Error(`${id} is not listed`);
  return instrument;
}

export const BTC = listed("BTC-USDT");
/** A whole minute. */
export const T0 = 1_700_000_040_000;

export const limit = (id: string, side: Side, lots: number, ticks: number, changes: Partial<OrderTicket> = {}) =>
  ticket({ id, side, type: "limit", quantityLots: lots, priceTicks: ticks, boundTicks: ticks, ...changes });

export const market = (id: string, side: Side, lots: number, boundTicks: number, changes: Partial<OrderTicket> = {}) =>
  ticket({ id, side, quantityLots: lots, boundTicks, timeInForce: "IOC", ...changes });

function ticket(changes: Partial<OrderTicket>): OrderTicket {
  return {
    id: "o1",
    instrumentId: BTC.id,
    side: "buy",
    type: "market",
    quantityLots: 1,
    priceTicks: null,
    boundTicks: 1,
    timeInForce: "GTC",
    isPostOnly: false,
    isReduceOnly: false,
    acceptsStalePrice: false,
    trigger: null,
    expiresAt: null,
    trailTicks: null,
    releasedTicks: null,
    createdAt: T0,
    source: { kind: "manual", userId: "u", key: "k" },
    ...changes,
  };
}

/** A venue cannot see who approved; the cast stands in for the risk gate. */
export const submit = (order: OrderTicket): EngineCommand => ({
  kind: "submit-order",
  order: order as Approved<OrderTicket>,
});

export const cancel = (orderId: string): EngineCommand => ({ kind: "cancel-order", orderId, instrumentId: BTC.id });

/** The order with other terms, as an approved amendment carries it. */
export const amendTo = (order: OrderTicket, quantityLots: number, priceTicks: number, revision = 1): EngineCommand => ({
  kind: "amend-order",
  orderId: order.id,
  order: { ...order, quantityLots, priceTicks, boundTicks: priceTicks } as Approved<OrderTicket>,
  revision,
});

export const asOrder = (order: OrderTicket, filledLots: number): Order => ({
  ...order,
  status: filledLots > 0 ? "partially-filled" : "accepted",
  filledLots,
  filledUnits: 0,
  reservedUnits: 0,
  venueOrderId: null,
  revision: 0,
  amendment: null,
  reasonCode: null,
  reason: null,
  updatedAt: order.createdAt,
});

export function book(at: number, bids: number[], asks: number[], isSnapshot = false): BookEvent {
  return {
    kind: "book",
    instrumentId: BTC.id,
    at,
    isSnapshot,
    bids,
    asks,
    bestBidTicks: bids[0] ?? 0,
    bestBidLots: bids[1] ?? 0,
    bestAskTicks: asks[0] ?? 0,
    bestAskLots: asks[1] ?? 0,
  };
}

export const print = (at: number, aggressor: Side, quantityLots: number, priceTicks: number): TradeEvent => ({
  kind: "trade",
  instrumentId: BTC.id,
  at,
  tradeId: `${at}`,
  priceTicks,
  quantityLots,
  aggressor,
});

/** The candle that closes `minute` minutes after `T0`: open, high, low, close, volume. */
export function candle(minute: number, [open, high, low, close, volume]: [number, number, number, number, number]) {
  const at = T0 + minute * 60_000;
  const event: CandleEvent = {
    kind: "candle",
    instrumentId: BTC.id,
    at,
    candle: {
      timeframe: "1m",
      openAt: at - 60_000,
      openTicks: open,
      highTicks: high,
      lowTicks: low,
      closeTicks: close,
      volumeLots: volume,
    },
  };
  return event;
}

/** The answers in short: `filled 5@100 maker`, `canceled no-liquidity`. */
export const told = (answers: readonly VenueEvent[]): string[] => answers.map(tell);

function tell(answer: VenueEvent): string {
  switch (answer.kind) {
    case "accepted":
    case "amended":
    case "lost":
      return `${answer.orderId} ${answer.kind}`;
    case "filled":
      return `${answer.orderId} filled ${answer.quantityLots}@${answer.priceTicks} ${answer.liquidity}`;
    case "rejected":
    case "canceled":
    case "expired":
    case "cancel-rejected":
    case "amend-rejected":
      return `${answer.orderId} ${answer.kind} ${answer.code}`;
    case "funded":
      return `${answer.instrumentId} funded ${answer.units}`;
    case "liquidated":
      return `${answer.instrumentId} liquidated ${answer.quantityLots}@${answer.priceTicks}`;
    case "collateral-liquidated":
      return answer.trades
        .map(
          ({ instrumentId, side, quantityLots, priceTicks }) => `${instrumentId} ${side} ${quantityLots}@${priceTicks}`,
        )
        .join();
    case "interest-charged":
      return `${answer.currency} interest ${answer.units}`;
    case "margin-called":
      return answer.kind;
  }
}
