import type { BookEvent, TradeEvent } from "../../domain/markets/market-event.ts";
import { oppositeSide, rests } from "../../domain/orders/order-type.ts";
import type { Timestamp } from "../../domain/time/timestamp.ts";
import type { VenueEvent } from "../../engine/ports.ts";
import { isWithin } from "./fill-model.ts";
import type { RestingSide } from "./resting-side.ts";
import type { VenueMarket } from "./venue-market.ts";
import { fill, type WorkingOrder } from "./working-order.ts";

/** Lots that an order could trade with at its bound or better, counted up to `enoughLots`. */
function takeableLots(market: VenueMarket, order: WorkingOrder, enoughLots: number): number {
  const side = oppositeSide(order.ticket.side);
  let lots = 0;
  market.book.walk(side, (ticks, shownLots) => {
    if (!isWithin(order.ticket.side, ticks, order.boundTicks)) return false;
    lots += market.taken.available(side, ticks, shownLots);
    return lots < enoughLots;
  });
  return lots;
}

/** Trades with the levels at the order's bound or better, net of what our orders already took; `visit` is told of each. */
function take(market: VenueMarket, order: WorkingOrder, visit: (ticks: number, lots: number) => void): void {
  const side = oppositeSide(order.ticket.side);
  let leftLots = order.leftLots;
  market.book.walk(side, (ticks, shownLots) => {
    if (leftLots === 0 || !isWithin(order.ticket.side, ticks, order.boundTicks)) return false;
    const lots = Math.min(leftLots, market.taken.available(side, ticks, shownLots));
    if (lots > 0) {
      market.taken.take(side, ticks, lots, shownLots);
      leftLots -= lots;
      visit(ticks, lots);
    }
    return leftLots > 0;
  });
}

export const wouldTrade = (market: VenueMarket, order: WorkingOrder): boolean => takeableLots(market, order, 1) > 0;

/** An order meets the book: one fill a level as taker; what is left rests, or is canceled with the reason. */
export function meetBook(market: VenueMarket, order: WorkingOrder, at: Timestamp, answers: VenueEvent[]): void {
  const { type, side, timeInForce } = order.ticket;
  order.isFresh = false;
  if (timeInForce === "FOK" && takeableLots(market, order, order.leftLots) < order.leftLots) {
    market.cancel(order, "fill-or-kill", at, answers);
    return;
  }
  take(market, order, (ticks, lots) => fill(order, lots, ticks, "taker", at, answers));
  if (market.dropIfDone(order)) return;
  if (type === "market") {
    const worstTicks = market.book.ticksAt(oppositeSide(side), market.book.depth(oppositeSide(side)) - 1);
    const isBounded = worstTicks > 0 && !isWithin(side, worstTicks, order.boundTicks);
    market.cancel(order, isBounded ? "beyond-collar" : "no-liquidity", at, answers);
  } else if (rests(timeInForce)) {
    order.queueAheadLots = market.book.quantityAt(side, order.boundTicks);
  } else {
    market.cancel(order, "immediate-or-cancel", at, answers);
  }
}

/** The book changes: queues shrink to what is still shown, and quotes that crossed our orders fill them at their limit. */
export function observeBook(market: VenueMarket, event: BookEvent, answers: VenueEvent[]): void {
  // Changes before the first snapshot belong to a book that nobody has seen whole.
  if (market.tape !== "book" && !event.isSnapshot) return;
  market.book.apply(event);
  market.taken.compareWith(market.book);
  if (market.tape !== "book") {
    market.tape = "book";
    market.freshLimits.length = 0;
    for (const order of market.inArrivalOrder()) {
      if (order.isFresh || order.ticket.type === "market") meetBook(market, order, event.at, answers);
    }
  }
  // Only an order adopted after a restart can still be waiting here.
  if (market.waiting.length > 0) {
    for (const order of [...market.waiting]) meetBook(market, order, event.at, answers);
  }
  observeSide(market, market.bids, event.isSnapshot ? null : event.bids, event.at, answers);
  observeSide(market, market.asks, event.isSnapshot ? null : event.asks, event.at, answers);
}

function observeSide(
  market: VenueMarket,
  resting: RestingSide,
  changes: readonly number[] | null,
  at: Timestamp,
  answers: VenueEvent[],
): void {
  if (resting.isEmpty) return;
  if (changes === null) for (const ticks of resting.prices()) shrinkQueues(market, resting, ticks);
  else for (let index = 0; index < changes.length; index += 2) shrinkQueues(market, resting, changes[index] as number);
  const opposite = market.book.best(oppositeSide(resting.side));
  if (opposite === 0 || !isWithin(resting.side, opposite, resting.bestTicks)) return;
  for (const order of resting.inPriority()) {
    if (!isWithin(resting.side, opposite, order.boundTicks)) return;
    let lots = 0;
    take(market, order, (_, taken) => {
      lots += taken;
    });
    if (lots > 0) fill(order, lots, order.boundTicks, "maker", at, answers);
    market.dropIfDone(order);
  }
}

function shrinkQueues(market: VenueMarket, resting: RestingSide, ticks: number): void {
  const orders = resting.at(ticks);
  if (orders.length === 0) return;
  const shownLots = market.book.quantityAt(resting.side, ticks);
  for (const order of orders) order.queueAheadLots = Math.min(order.queueAheadLots, shownLots);
}

/** A print beside a book: through our price it fills us; at our price it consumes the queue before us, then us. */
export function observePrint(market: VenueMarket, event: TradeEvent, answers: VenueEvent[]): void {
  for (const resting of [market.bids, market.asks]) {
    while (resting.isBeyond(event.priceTicks)) {
      const order = resting.at(resting.bestTicks)[0];
      if (order === undefined) break;
      fill(order, order.leftLots, order.boundTicks, "maker", event.at, answers);
      market.drop(order);
    }
  }
  const resting = market.side(oppositeSide(event.aggressor));
  let ourLots = 0;
  for (const order of [...resting.at(event.priceTicks)]) {
    const publicLots = event.quantityLots - ourLots;
    const lots = Math.max(0, Math.min(order.leftLots, publicLots - order.queueAheadLots));
    order.queueAheadLots = Math.max(0, order.queueAheadLots - publicLots);
    if (lots === 0) continue;
    ourLots += lots;
    fill(order, lots, order.boundTicks, "maker", event.at, answers);
    market.dropIfDone(order);
  }
}
