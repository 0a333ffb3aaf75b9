import type { BookEvent } from "../../../domain/markets/market-event.ts";
import type { OrderBook } from "../../../domain/markets/order-book.ts";
import type { Side } from "../../../domain/orders/order-type.ts";
import type { Timestamp } from "../../../domain/time/timestamp.ts";

/** The best levels as they travel in a book event. */
export function bestLevels(book: OrderBook) {
  return {
    bestBidTicks: book.ticksAt("buy", 0),
    bestBidLots: book.lotsAt("buy", 0),
    bestAskTicks: book.ticksAt("sell", 0),
    bestAskLots: book.lotsAt("sell", 0),
  };
}

/** The whole book as an event that replaces whatever its readers held. */
export function wholeBook(book: OrderBook, instrumentId: string, at: Timestamp): BookEvent {
  return {
    kind: "book",
    instrumentId,
    at,
    isSnapshot: true,
    bids: flatSide(book, "buy"),
    asks: flatSide(book, "sell"),
    ...bestLevels(book),
  };
}

function flatSide(book: OrderBook, side: Side): number[] {
  const flat: number[] = [];
  book.walk(side, (ticks, lots) => {
    flat.push(ticks, lots);
    return true;
  });
  return flat;
}

/** Both sides have levels and the best bid is not below the best ask. */
export const isCrossed = (event: Pick<BookEvent, "bestBidTicks" | "bestAskTicks">): boolean =>
  event.bestBidTicks !== 0 && event.bestAskTicks !== 0 && event.bestBidTicks >= event.bestAskTicks;
