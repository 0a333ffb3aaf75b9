import type { MarketEvent } from "../../server/domain/markets/market-event.ts";
import type { Fill } from "../../server/domain/orders/fill.ts";

type Levels = Map<number, number>;

/** Reads a tape beside the session and says of each fill whether the tape allowed it at that moment. Knows no venue. */
export class TapeWitness {
  readonly #bids = new Map<string, Levels>();
  readonly #asks = new Map<string, Levels>();
  #before = new Map<string, { bids: Levels; asks: Levels }>();
  #event: MarketEvent | null = null;
  readonly objections: string[] = [];
  judged = 0;

  *watch(events: Iterable<MarketEvent>): Generator<MarketEvent> {
    for (const event of events) {
      this.#event = event;
      if (event.kind === "book") this.#apply(event);
      yield event;
    }
  }

  judge(fill: Fill): void {
    const event = this.#event;
    this.judged += 1;
    if (event === null) this.#object(fill, "came before any event");
    else if (event.kind === "candle" && event.instrumentId === fill.instrumentId) this.#judgeByCandle(fill, event);
    else if (fill.liquidity === "taker") this.#judgeTaker(fill);
    else this.#judgeMaker(fill, event);
  }

  #apply(event: Extract<MarketEvent, { kind: "book" }>): void {
    const id = event.instrumentId;
    const bids = this.#bids.get(id) ?? new Map<number, number>();
    const asks = this.#asks.get(id) ?? new Map<number, number>();
    this.#before = new Map([[id, { bids: new Map(bids), asks: new Map(asks) }]]);
    if (event.isSnapshot) {
      bids.clear();
      asks.clear();
    }
    for (const [levels, flat] of [
      [bids, event.bids],
      [asks, event.asks],
    ] as const)
      for (let i = 0; i + 1 < flat.length; i += 2) {
        if (flat[i + 1] === 0) levels.delete(flat[i] as number);
        else levels.set(flat[i] as number, flat[i + 1] as number);
      }
    this.#bids.set(id, bids);
    this.#asks.set(id, asks);
  }

  /** A taker can only have met a level that was displayed, and no more than was displayed there. */
  #judgeTaker(fill: Fill): void {
    const id = fill.instrumentId;
    const now = (fill.side === "buy" ? this.#asks : this.#bids).get(id)?.get(fill.priceTicks) ?? 0;
    const { bids, asks } = this.#before.get(id) ?? {};
    const before = (fill.side === "buy" ? asks : bids)?.get(fill.priceTicks) ?? 0;
    if (Math.max(now, before) < fill.quantityLots)
      this.#object(fill, `took more than the ${Math.max(now, before)} displayed`);
  }

  /** A maker is filled by a print at its price or through it, or by a book that has crossed it. */
  #judgeMaker(fill: Fill, event: MarketEvent): void {
    const sign = fill.side === "buy" ? 1 : -1;
    if (event.instrumentId !== fill.instrumentId) this.#object(fill, "was filled by another instrument's event");
    else if (event.kind === "trade") {
      if (sign * (event.priceTicks - fill.priceTicks) > 0)
        this.#object(fill, `was not reached by a print at ${event.priceTicks}`);
    } else if (event.kind === "book") {
      const best = fill.side === "buy" ? event.bestAskTicks : event.bestBidTicks;
      if (best === 0 || sign * (best - fill.priceTicks) > 0)
        this.#object(fill, `was not reached by the best price ${best}`);
    }
  }

  #judgeByCandle(fill: Fill, { candle }: Extract<MarketEvent, { kind: "candle" }>): void {
    const sign = fill.side === "buy" ? 1 : -1;
    if (fill.quantityLots > candle.volumeLots) this.#object(fill, "is more than the candle's volume");
    if (fill.liquidity === "taker") {
      // The open, worse by no more than half the spread and the impact of taking the candle's whole volume: 11 bps.
      const worseBps = (sign * (fill.priceTicks - candle.openTicks) * 10_000) / candle.openTicks;
      if (worseBps < 0 || worseBps > 11.1) this.#object(fill, `is ${worseBps} bps from the open ${candle.openTicks}`);
    } else {
      const extreme = fill.side === "buy" ? candle.lowTicks : candle.highTicks;
      if (sign * (fill.priceTicks - extreme) <= 0) this.#object(fill, `was not traded through: extreme ${extreme}`);
    }
  }

  #object(fill: Fill, what: string): void {
    this.objections.push(
      `${fill.id} ${fill.side} ${fill.quantityLots} @ ${fill.priceTicks} (${fill.liquidity}) ${what}`,
    );
  }
}
