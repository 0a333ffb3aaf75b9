import type { MarketEvent } from "../../domain/markets/market-event.ts";
import type { PriceView } from "../../domain/risk/risk-limit.ts";
import { PriceBoard } from "../../engine/price-board.ts";
import { InstrumentView } from "./instrument-view.ts";
import type { SettledFunding } from "./record/funding-record.ts";

/** What is known of the market at one position of the tape: fed by every event, read at its readers' own pace. */
export class MarketView {
  readonly prices: PriceBoard;
  readonly #instruments = new Map<string, InstrumentView>();
  /** Of instruments that were not seen yet. */
  readonly #settled = new Map<string, SettledFunding>();
  /** Counts all events seen. */
  version = 0;
  tapeAt: number | null = null;
  /** From when on every event was seen; null before the first. */
  #seenFrom: number | null;

  /** `isFromTheStart`: nothing of the tape precedes what this view is fed. */
  constructor(
    staleAfterMs: number,
    { isFromTheStart }: { readonly isFromTheStart: boolean } = { isFromTheStart: false },
  ) {
    this.prices = new PriceBoard(staleAfterMs);
    this.#seenFrom = isFromTheStart ? 0 : null;
  }

  observe(event: MarketEvent): void {
    this.version += 1;
    this.#seenFrom ??= event.at;
    this.prices.observe(event);
    if (this.tapeAt === null || event.at > this.tapeAt) this.tapeAt = event.at;
    let instrument = this.#instruments.get(event.instrumentId);
    if (instrument === undefined) {
      instrument = new InstrumentView(event.instrumentId, this.#seenFrom);
      instrument.funding = this.#settled.get(event.instrumentId) ?? null;
      this.#instruments.set(event.instrumentId, instrument);
    }
    instrument.version = this.version;
    instrument.observe(event);
  }

  /** What was settled before the first event that this view was fed: the tape tells it only at its stamps. */
  learnFunding(settled: ReadonlyMap<string, SettledFunding>): void {
    for (const [id, funding] of settled) {
      const instrument = this.#instruments.get(id);
      if (instrument === undefined) this.#settled.set(id, funding);
      else if (instrument.funding === null || instrument.funding.at < funding.at) {
        instrument.funding = funding;
        this.version += 1;
        instrument.version = this.version;
      }
    }
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
