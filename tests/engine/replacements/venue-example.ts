import { defineInstrument, type Instrument } from "../../../server/domain/markets/instrument.ts";
import type { OrderEvent } from "../../../server/domain/orders/order-event.ts";
import type { OrderIntent } from "../../../server/domain/orders/order-intent.ts";
import type { EngineState } from "../../../server/engine/engine-state.ts";
import type { WantedTerms } from "../../../server/engine/held/held-amendments.ts";
import {
  accepted,
  bookAt,
  control,
  filled,
  market,
  OPENING,
  openDesk,
  place,
  START,
  tradeAt,
  venue,
} from "../desk-example.ts";

const terms = {
  venue: "binance",
  base: "BTC",
  quote: "USDT",
  tick: "0.01",
  lot: "0.00001",
  minNotional: "5",
  quantityMax: "9000",
  makerRate: "0.001",
  takerRate: "0.001",
} as const;

/** Its venue changes no order where it stands, holds stops itself, and knows no positions. */
export const SPOT: Instrument = defineInstrument(terms);

/** A desk at that venue; the book is 49,999.00 to 50,000.00. */
export function deskThere(): EngineState {
  const state = openDesk({ instruments: [SPOT], balances: OPENING });
  market(state, bookAt(START, 4_999_900, 5_000_000, SPOT.id));
  return state;
}

export const ask = (state: EngineState, orderId: string, wanted: Partial<WantedTerms>) =>
  control(state, { kind: "amend-order", orderId, priceTicks: null, quantityLots: null, ...wanted });

export const canceled = (orderId: string): OrderEvent => ({ kind: "canceled", orderId, at: START, code: "requested" });

export const cancelRejected = (orderId: string): OrderEvent => ({
  kind: "cancel-rejected",
  orderId,
  at: START,
  code: "not-working",
});

/** The same venue's perpetual: it holds stops, changes none of them, and bounds them by the position. */
export const PERPETUAL: Instrument = defineInstrument({ ...terms, kind: "perpetual" });

const CLOSING = { type: "market", priceTicks: null, side: "sell", isReduceOnly: true } as const;

/** A long of 100 lots, and a stop at 49,000.00 that rests at the venue. */
export function guarded(instrument: Instrument, change: Partial<OrderIntent> = {}): { state: EngineState; id: string } {
  const state = openDesk({ instruments: [instrument], balances: OPENING });
  market(state, bookAt(START, 4_999_900, 5_000_000, instrument.id));
  const entry = place(state, { instrumentId: instrument.id });
  venue(state, accepted(entry.id));
  venue(state, filled(entry.id, 100));
  market(state, tradeAt(START + 1, 5_000_000, instrument.id));
  const trigger = { kind: "stop-loss", by: "last", priceTicks: 4_900_000 } as const;
  const { id } = place(state, { instrumentId: instrument.id, ...CLOSING, trigger, ...change });
  venue(state, accepted(id));
  return { state, id };
}
