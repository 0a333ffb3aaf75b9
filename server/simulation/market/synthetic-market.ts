import { invariant } from "../../domain/errors/invariant.ts";
import type { MarketEvent } from "../../domain/markets/market-event.ts";
import type { Timestamp } from "../../domain/time/timestamp.ts";
import { FairPrice, HourlyPath } from "./fair-price.ts";
import { SYNTHETIC_MARKETS } from "./market-terms.ts";
import { RandomSource } from "./random-source.ts";
import { SyntheticInstrument } from "./synthetic-instrument.ts";

const SLOT_MS = 50;
const SLOTS_PER_MINUTE = 1_200;
const SLOTS_PER_SEGMENT = 60 * SLOTS_PER_MINUTE;
const SLOTS_PER_SNAPSHOT = 200;
/** Near a minute's end no taker arrives, so that its prints cannot push a candle out of its slot. */
const QUIET_SLOTS = 60;
const MINUTE_MS = 60_000;
const CHANCE_OF_TAKER = 0.3;

export type SyntheticMarket = {
  next(): MarketEvent;
  /** Number of events handed over so far. */
  position(): number;
  /** Goes to a position; costs at most one segment of an hour, however far it is. */
  seek(position: number): void;
};

/**
 * A seeded market of three instruments. Each event owns a slot of 50 ms of tape time, and each hour of tape is generated
 * afresh from the seed around a price path known beforehand: so a position can be entered without generating all before it.
 */
class SeededMarket implements SyntheticMarket {
  readonly #seed: number;
  readonly #startAt: Timestamp;
  readonly #paths: readonly HourlyPath[];
  #position = 0;
  #random: RandomSource;
  #instruments: SyntheticInstrument[] = [];
  #pending: MarketEvent[] = [];
  #pendingIndex = 0;

  constructor(seed: number, startAt: Timestamp) {
    this.#seed = seed;
    this.#startAt = startAt - (startAt % MINUTE_MS);
    this.#paths = SYNTHETIC_MARKETS.map(
      (terms, index) => new HourlyPath(seed, index, terms.startTicks, terms.volatilityPerHour),
    );
    this.#random = new RandomSource(seed);
  }

  position(): number {
    return this.#position;
  }

  seek(position: number): void {
    invariant(Number.isSafeInteger(position) && position >= 0, `Position ${position} is none of this market's`);
    const segmentStart = position - (position % SLOTS_PER_SEGMENT);
    if (position < this.#position || segmentStart > this.#position) this.#position = segmentStart;
    while (this.#position < position) this.next();
  }

  next(): MarketEvent {
    const slot = this.#position % SLOTS_PER_SEGMENT;
    if (slot === 0) this.#enterSegment(this.#position / SLOTS_PER_SEGMENT);
    this.#position += 1;
    const minuteSlot = slot % SLOTS_PER_MINUTE;
    const lastSlots = minuteSlot - (SLOTS_PER_MINUTE - this.#instruments.length);
    if (lastSlots >= 0) {
      const closesAt = this.#slotStart(this.#position - 1 - minuteSlot + SLOTS_PER_MINUTE);
      return (this.#instruments[lastSlots] as SyntheticInstrument).closeCandle(closesAt);
    }
    if (this.#pendingIndex < this.#pending.length) return this.#takePending();
    this.#pending.length = 0;
    this.#pendingIndex = 0;
    const at = this.#slotStart(this.#position - 1) + this.#random.below(SLOT_MS);
    if (slot % SLOTS_PER_SNAPSHOT < this.#instruments.length) {
      return (this.#instruments[slot % SLOTS_PER_SNAPSHOT] as SyntheticInstrument).snapshot(at);
    }
    const instrument = this.#choose();
    if (minuteSlot >= SLOTS_PER_MINUTE - QUIET_SLOTS || this.#random.next() > CHANCE_OF_TAKER) {
      return instrument.quote(at);
    }
    instrument.take(at, this.#position, this.#pending);
    return this.#takePending();
  }

  #takePending(): MarketEvent {
    const event = this.#pending[this.#pendingIndex] as MarketEvent;
    this.#pendingIndex += 1;
    return event;
  }

  #slotStart(position: number): Timestamp {
    return this.#startAt + position * SLOT_MS;
  }

  #choose(): SyntheticInstrument {
    let draw = this.#random.next();
    for (const instrument of this.#instruments) {
      draw -= instrument.terms.activity;
      if (draw < 0) return instrument;
    }
    return this.#instruments[0] as SyntheticInstrument;
  }

  #enterSegment(segment: number): void {
    const startsAt = this.#slotStart(segment * SLOTS_PER_SEGMENT);
    this.#random = new RandomSource(this.#seed, 2, segment);
    this.#pending.length = 0;
    this.#pendingIndex = 0;
    this.#instruments = SYNTHETIC_MARKETS.map((terms, index) => {
      const path = this.#paths[index] as HourlyPath;
      const random = new RandomSource(this.#seed, 3, index, segment);
      const fair = new FairPrice(random, startsAt, {
        startTicks: path.ticksAt(segment),
        endTicks: path.ticksAt(segment + 1),
        volatilityPerHour: terms.volatilityPerHour,
      });
      return new SyntheticInstrument(terms, random, fair);
    });
  }
}

/** The tape begins at the minute of `startAt`. Throws for a seed that is no whole number. */
export function createSyntheticMarket(options: {
  readonly seed: number;
  readonly startAt: Timestamp;
}): SyntheticMarket {
  return new SeededMarket(options.seed, options.startAt);
}
