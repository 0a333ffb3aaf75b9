import type { MarketEvent } from "../domain/markets/market-event.ts";

/** What a trigger does once its price is reached. */
export type Trigger = { readonly id: string; isReached(event: MarketEvent): boolean; release(): void };

/**
 * Orders that the engine itself must hold back until a price is reached (stops a venue lacks). It is asked on every market
 * event, after the venue's answers and before the strategies, and costs nothing while it is empty.
 */
export class TriggerWatch {
  readonly #byInstrument = new Map<string, Trigger[]>();

  get isEmpty(): boolean {
    return this.#byInstrument.size === 0;
  }

  hold(instrumentId: string, trigger: Trigger): void {
    const triggers = this.#byInstrument.get(instrumentId);
    if (triggers === undefined) this.#byInstrument.set(instrumentId, [trigger]);
    else triggers.push(trigger);
  }

  /** Releases, in the order they were held, every trigger that the event reaches. */
  observe(event: MarketEvent): void {
    const triggers = this.#byInstrument.get(event.instrumentId);
    if (triggers === undefined) return;
    const waiting = triggers.filter((trigger) => !trigger.isReached(event));
    const reached = triggers.filter((trigger) => !waiting.includes(trigger));
    if (waiting.length === 0) this.#byInstrument.delete(event.instrumentId);
    else this.#byInstrument.set(event.instrumentId, waiting);
    for (const trigger of reached) trigger.release();
  }
}
