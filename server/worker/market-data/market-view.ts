import type { MarketEvent } from "../../domain/markets/market-event.ts";
import { OrderBook } from "../../domain/markets/order-book.ts";
import type { Side } from "../../domain/orders/order-type.ts";
import type { PriceView } from "../../domain/risk/risk-limit.ts";
import { PriceBoard } from "../../engine/price-board.ts";

/** Last trade and book of one instrument, as the screens see it. */
export type InstrumentView = { readonly book: OrderBook; lastSide: Side | null; at: number; isChanged: boolean };

/** What the screens see of the market: fed by every event, read at the screens' own pace. */
export class MarketView {
  readonly prices: PriceBoard;
  readonly #views = new Map<string, InstrumentView>();
  tapeAt: number | null = null;

  constructor(staleAfterMs: number) {
    this.prices = new PriceBoard(staleAfterMs);
  }

  observe(event: MarketEvent): void {
    this.prices.observe(event);
    this.tapeAt = Math.max(this.tapeAt ?? 0, event.at);
    const view = this.#view(event.instrumentId);
    view.at = event.at;
    view.isChanged = true;
    if (event.kind === "trade") view.lastSide = event.aggressor;
    if (event.kind === "book") view.book.apply(event);
  }

  price(instrumentId: string): PriceView | null {
    return this.prices.get(instrumentId);
  }

  instruments(): IterableIterator<[string, InstrumentView]> {
    return this.#views.entries();
  }

  #view(instrumentId: string): InstrumentView {
    let view = this.#views.get(instrumentId);
    if (view === undefined) {
      view = { book: new OrderBook(), lastSide: null, at: 0, isChanged: false };
      this.#views.set(instrumentId, view);
    }
    return view;
  }
}
