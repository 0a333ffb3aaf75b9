import type { MarketEvent } from "../../domain/markets/market-event.ts";
import type { PriceView } from "../../domain/risk/risk-limit.ts";
import { PriceBoard } from "../../engine/price-board.ts";
import { InstrumentView } from "./instrument-view.ts";

/** What is known of the market at one position of the tape: fed by every event, read at its readers' own pace. */
export class MarketView {
  readonly prices: PriceBoard;
  readonly #instruments = new Map<string, InstrumentView>();
  /** Counts all events seen. */
  version = 0;
  tapeAt: number | null = null;

  constructor(staleAfterMs: number) {
    this.prices = new PriceBoard(staleAfterMs);
  }

  observe(event: MarketEvent): void {
    this.version += 1;
    this.prices.observe(event);
    if (this.tapeAt === null || event.at > this.tapeAt) this.tapeAt = event.at;
    let instrument = this.#instruments.get(event.instrumentId);
    if (instrument === undefined) {
      instrument = new InstrumentView(event.instrumentId);
      this.#instruments.set(event.instrumentId, instrument);
    }
    instrument.version = this.version;
    instrument.observe(event);
  }

  price(instrumentId: string): PriceView | null {
    return this.prices.get(instrumentId);
  }

  instrument(id: string): InstrumentView | undefined {
    return this.#instruments.get(id);
  }

  instruments(): IterableIterator<InstrumentView> {
    return this.#instruments.values();
  }

  /** Shows everything known to a reader who knows nothing yet. */
  snapshot(): MarketEvent[] {
    return [...this.#instruments.values()].flatMap((instrument) => instrument.snapshot());
  }
}
