import type { MarketEvent } from "../../domain/markets/market-event.ts";
import type { VenueEvent } from "../../engine/ports.ts";
import { observeBook, observePrint } from "./book-matching.ts";
import { observeCandle } from "./candle-matching.ts";
import { observeTrade } from "./trade-matching.ts";
import type { VenueMarket } from "./venue-market.ts";

const EMPTY_BOOK = { isSnapshot: true, bids: [], asks: [] };

/** What a market event does to our orders in its market. */
export function matchEvent(market: VenueMarket, event: MarketEvent, answers: VenueEvent[]): void {
  switch (event.kind) {
    case "book":
      observeBook(market, event, answers);
      return;
    case "trade":
      market.lastTicks = event.priceTicks;
      if (market.tape === "book") observePrint(market, event, answers);
      else {
        market.tape = "trades";
        observeTrade(market, event, answers);
      }
      return;
    case "candle":
      market.lastTicks = event.candle.closeTicks;
      if (market.tape === "candles") observeCandle(market, event, answers);
      return;
    case "stream":
      // Nobody can trade with a book that is not known; the next snapshot shows it whole.
      if (event.stream === "book" && event.state === "invalid") market.book.apply(EMPTY_BOOK);
      return;
    case "funding":
      return;
  }
}
