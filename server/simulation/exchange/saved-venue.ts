import { present } from "../../domain/errors/invariant.ts";
import type { OrderTicket } from "../../domain/orders/order.ts";
import type { Side } from "../../domain/orders/order-type.ts";
import { POSITION_SIDES } from "../../domain/positions/position-side.ts";
import type { Timestamp } from "../../domain/time/timestamp.ts";
import type { Arrival } from "./latency-model.ts";
import type { SavedPosition } from "./margin/venue-position.ts";
import type { TakenLevel } from "./taken-liquidity.ts";
import type { Tape, VenueMarket } from "./venue-market.ts";
import type { WorkingOrder } from "./working-order.ts";

type SavedMarket = {
  readonly instrumentId: string;
  readonly tape: Tape;
  /** Null for no candle seen. */
  readonly candleMs: number | null;
  /** A tape of an older desk does not say. */
  readonly candleVolumeLots?: number;
  readonly candleLeftLots?: number;
  readonly candleLowTicks?: number;
  readonly candleHighTicks?: number;
  readonly lastTicks?: number;
  readonly minuteStartAt: Timestamp;
  readonly minuteLots: number;
  readonly previousMinuteLots: number;
  /** Flat `[priceTicks, quantityLots, …]`. */
  readonly bids: readonly number[];
  readonly asks: readonly number[];
  readonly taken: readonly TakenLevel[];
  /** Of a perpetual. */
  readonly position?: SavedPosition;
  /** Of one that was ever in hedge mode. */
  readonly long?: SavedPosition;
  readonly short?: SavedPosition;
};

type SavedOrder = {
  readonly ticket: OrderTicket;
  readonly boundTicks: number;
  readonly arrivedAt: Timestamp;
  readonly arrivalNumber: number;
  readonly leftLots: number;
  /** Null where no book has shown what stands before it. */
  readonly queueAheadLots: number | null;
  readonly isFresh: boolean;
};

/** A simulated venue at one instant as plain data: what was made of it goes on exactly as the first would have. */
export type SavedVenue = {
  readonly arrivalNumber: number;
  readonly arrivals: readonly Arrival[];
  readonly markets: readonly SavedMarket[];
  /** In the order in which they arrived. */
  readonly orders: readonly SavedOrder[];
};

export function saveMarket(market: VenueMarket): SavedMarket {
  const { candleVolumeLots, candleLeftLots, candleLowTicks, candleHighTicks } = market;
  const { candleMs, minuteStartAt, minuteLots, previousMinuteLots, tape } = market;
  return {
    instrumentId: market.instrument.id,
    tape,
    candleMs: Number.isFinite(candleMs) ? candleMs : null,
    candleVolumeLots,
    candleLeftLots,
    candleLowTicks,
    candleHighTicks,
    lastTicks: market.lastTicks,
    minuteStartAt,
    minuteLots,
    previousMinuteLots,
    bids: levelsOf(market, "buy"),
    asks: levelsOf(market, "sell"),
    taken: market.taken.levels(),
    ...Object.fromEntries(market.positions.map((held) => [held.positionSide ?? "position", held.save()])),
  };
}

export function saveOrder(order: WorkingOrder): SavedOrder {
  const { ticket, boundTicks, arrivedAt, arrivalNumber, leftLots, queueAheadLots, isFresh } = order;
  const queue = Number.isFinite(queueAheadLots) ? queueAheadLots : null;
  return { ticket, boundTicks, arrivedAt, arrivalNumber, leftLots, queueAheadLots: queue, isFresh };
}

export function restoreMarket(market: VenueMarket, saved: SavedMarket): void {
  market.tape = saved.tape;
  market.candleMs = saved.candleMs ?? Number.POSITIVE_INFINITY;
  market.candleVolumeLots = saved.candleVolumeLots ?? 0;
  market.candleLeftLots = saved.candleLeftLots ?? 0;
  market.candleLowTicks = saved.candleLowTicks ?? 0;
  market.candleHighTicks = saved.candleHighTicks ?? 0;
  market.lastTicks = saved.lastTicks ?? 0;
  market.minuteStartAt = saved.minuteStartAt;
  market.minuteLots = saved.minuteLots;
  market.previousMinuteLots = saved.previousMinuteLots;
  market.book.apply({ isSnapshot: true, bids: saved.bids, asks: saved.asks });
  if (saved.position !== undefined) market.positionOf(null)?.restore(saved.position);
  for (const side of POSITION_SIDES) {
    const position = saved[side];
    if (position !== undefined) market.positionOf(side)?.restore(position);
  }
  for (const level of saved.taken) market.taken.take(level.side, level.ticks, level.lots, level.shownLots);
}

export function restoreOrder(saved: SavedOrder, markets: ReadonlyMap<string, VenueMarket>): WorkingOrder {
  const { ticket, queueAheadLots } = saved;
  const market = present(
    markets.get(ticket.instrumentId),
    `Instrument "${ticket.instrumentId}" is not listed any more`,
  );
  const { instrument } = market;
  const position = market.positionOf(ticket.positionSide);
  const order = { ...saved, instrument, position, queueAheadLots: queueAheadLots ?? Number.POSITIVE_INFINITY };
  market.keep(order);
  return order;
}

function levelsOf(market: VenueMarket, side: Side): number[] {
  const flat: number[] = [];
  market.book.walk(side, (ticks, lots) => flat.push(ticks, lots) > 0);
  return flat;
}
