import type { InstrumentPrices } from "../../../server/domain/markets/price-frames.ts";
import { PrintTape } from "./print-tape.ts";

type Listener = (prices: InstrumentPrices) => void;

/** The newest prices of what one tab shows, told at once to painters that bypass React. */
export class PriceChannel {
  readonly #newest = new Map<string, InstrumentPrices>();
  readonly #tapes = new Map<string, PrintTape>();
  readonly #listeners = new Map<string, Set<Listener>>();

  newest(id: string): InstrumentPrices | null {
    return this.#newest.get(id) ?? null;
  }

  all(): Readonly<Record<string, InstrumentPrices>> {
    return Object.fromEntries(this.#newest);
  }

  /** The newest public trades of a deeply watched instrument. */
  tape(id: string): PrintTape {
    let tape = this.#tapes.get(id);
    if (tape === undefined) {
      tape = new PrintTape();
      this.#tapes.set(id, tape);
    }
    return tape;
  }

  listen(id: string, listener: Listener): () => void {
    let listeners = this.#listeners.get(id);
    if (listeners === undefined) {
      listeners = new Set();
      this.#listeners.set(id, listeners);
    }
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  take(instruments: readonly InstrumentPrices[], shown: ReadonlySet<string>): void {
    for (const prices of instruments) {
      if (!shown.has(prices.id)) continue;
      this.#newest.set(prices.id, prices);
      if (prices.trades.length > 0) this.tape(prices.id).add(prices.trades);
      for (const listener of this.#listeners.get(prices.id) ?? []) listener(prices);
    }
  }

  /** What is not shown any more would age unseen. True when something was forgotten. */
  keepOnly(shown: ReadonlySet<string>): boolean {
    let hasForgotten = false;
    for (const id of this.#newest.keys()) {
      if (!shown.has(id)) hasForgotten = this.#newest.delete(id);
    }
    for (const id of this.#tapes.keys()) if (!shown.has(id)) this.#tapes.delete(id);
    return hasForgotten;
  }
}
