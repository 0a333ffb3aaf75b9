import type { Candle } from "../../server/domain/markets/candle.ts";
import type { MarketEvent } from "../../server/domain/markets/market-event.ts";

type Shown = { bid: number; ask: number; last: number; tape: "candles" | "trades" | "book"; margin: number };
type Extremes = Pick<Candle, "openTicks" | "lowTicks" | "highTicks">;

/** The mark of each instrument at one moment, in ticks. */
export type Prices = ReadonlyMap<string, number>;

const NONE: Readonly<Shown> = { bid: 0, ask: 0, last: 0, tape: "candles", margin: 0 };

/** What the market has shown, and the marks that follow from it, by the auditor's own rules. */
export class Marks {
  readonly #shown = new Map<string, Shown>();
  #now: Prices = new Map();
  /** One of these moments is that at which whatever is journaled next was decided. */
  recent: Prices[] = [];

  /** `isSettled`: all that was decided before is in the journal. */
  see(event: MarketEvent, isSettled: boolean): void {
    if (isSettled || this.recent.length === 0) this.recent = [this.#now];
    const shown = this.#shown.get(event.instrumentId) ?? { ...NONE };
    this.#shown.set(event.instrumentId, shown);
    if (event.kind === "book") {
      shown.bid = event.bestBidTicks;
      shown.ask = event.bestAskTicks;
      shown.tape = "book";
      shown.margin = middleOf(shown) || shown.margin;
    } else if (event.kind === "trade") {
      shown.last = event.priceTicks;
      if (shown.tape === "candles") shown.tape = "trades";
      if (shown.tape === "trades") shown.margin = event.priceTicks;
    } else if (event.kind === "candle") {
      shown.last = event.candle.closeTicks;
      if (shown.tape === "candles") shown.margin = 0; // Where on its way it stands then is the venue's to say.
    }
    const mark = middleOf(shown) || shown.last;
    if (mark === this.#now.get(event.instrumentId)) return;
    this.#now = new Map(this.#now).set(event.instrumentId, mark);
    this.recent.push(this.#now);
  }

  /** Begins anew after these: what the venue then takes for the mark of a perpetual is its own until the market shows another. */
  restart(tape: readonly MarketEvent[]): void {
    this.#shown.clear();
    this.#now = new Map();
    for (const event of tape) this.see(event, true);
    for (const shown of this.#shown.values()) shown.margin = 0;
    this.recent = tape.length === 0 ? [] : [this.#now];
  }

  /** The middle of the book, else what was traded last; 0 for no price. */
  of(instrumentId: string): number {
    return this.#now.get(instrumentId) ?? 0;
  }

  /** What the margin of a perpetual is judged on: its last known middle, or what was traded where there is no book; 0 for unknown. */
  marginOf(instrumentId: string): number {
    return this.#shown.get(instrumentId)?.margin ?? 0;
  }

  /** A candle where nothing finer is known: then it is its extremes that count. */
  pathOf(event: MarketEvent): Extremes | null {
    return event.kind === "candle" && this.#shown.get(event.instrumentId)?.tape === "candles" ? event.candle : null;
  }
}

const middleOf = ({ bid, ask }: Readonly<Shown>): number => (bid === 0 || ask === 0 ? 0 : Math.floor((bid + ask) / 2));
