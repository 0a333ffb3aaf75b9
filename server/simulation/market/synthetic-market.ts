import { invariant } from "../../domain/errors/invariant.ts";
import type { Stream } from "../../domain/markets/data-quality.ts";
import type { PlacedInput } from "../../domain/markets/feed-input.ts";
import type { MarketEvent, StreamEvent } from "../../domain/markets/market-event.ts";
import type { Timestamp } from "../../domain/time/timestamp.ts";
import { SILENCE_STATUS, type Silence } from "./inputs/episodes.ts";
import { HeardInputs } from "./inputs/heard-inputs.ts";
import { EVENTS_PER_HOUR, SLOT_MS, SYNTHETIC_MARKETS, takerChance } from "./market-terms.ts";
import { AssetPath } from "./prices/asset-path.ts";
import { FairPrices } from "./prices/fair-prices.ts";
import { FUNDING_MS, fundingRate } from "./prices/funding.ts";
import { RandomSource } from "./prices/random-source.ts";
import { type Surroundings, SyntheticInstrument } from "./synthetic-instrument.ts";

/** Begins the key of a tape: positions of another version mean other prices. */
export const SYNTHETIC_TAPE_VERSION = "synthetic.2";

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const MARKETS = SYNTHETIC_MARKETS.length;
const PERPETUALS = SYNTHETIC_MARKETS.flatMap(({ instrument }, market) =>
  instrument.kind === "perpetual" ? [market] : [],
);
const SLOTS_PER_MINUTE = MINUTE_MS / SLOT_MS;
const SLOTS_PER_SEGMENT = EVENTS_PER_HOUR;
/** Every book is shown whole this often. */
const SLOTS_PER_SNAPSHOT = 400;
/** The last slots of a minute: a candle of each market, then the funding of each perpetual. */
const CLOSING_SLOTS = MARKETS + PERPETUALS.length;
/** Before them nothing begins that takes several events, so that none can push a candle out of its slot. */
const QUIET_SLOTS = 160;
const HEARTBEAT_SLOT = 200;
const PANIC_CHANCE = 0.8;

/** Every book has been shown whole, or is known to be cut off, within this many events. */
export const BOOKS_WHOLE_WITHIN_EVENTS = 2 * SLOTS_PER_SNAPSHOT;

export type SyntheticMarket = {
  next(): MarketEvent;
  /** Number of events handed over so far. */
  position(): number;
  /** Goes to a position; costs at most one segment of an hour, however far it is. */
  seek(position: number): void;
  /** Lets something act from outside, at this position or later. Throws for what the market cannot take. */
  add(input: PlacedInput): void;
};

/** Which market a draw of 10 bits means. */
const CHOICES = SYNTHETIC_MARKETS.flatMap(({ activity }, market) => new Array<number>(activity).fill(market));

/**
 * A seeded market: a function of seed, start and inputs. Each event owns a slot of 25 ms of tape time, and each hour of tape is
 * generated afresh from the seed around prices known beforehand: so a position can be entered without generating all before it.
 */
class SeededMarket implements SyntheticMarket {
  readonly #seed: number;
  readonly #startAt: Timestamp;
  readonly #path: AssetPath;
  readonly #inputs: HeardInputs;
  readonly #seen: Surroundings = { fairTicks: 0, depth: 1, bidDepth: 1, askDepth: 1, isPanic: false };
  readonly #silences: Silence[] = SYNTHETIC_MARKETS.map(() => "none");
  #position = 0;
  #random: RandomSource;
  #prices: FairPrices | null = null;
  #instruments: SyntheticInstrument[] = [];
  #pending: MarketEvent[] = [];
  #pendingIndex = 0;
  /** Next market to be shown whole, and to give its heartbeat; `MARKETS` when all were. */
  #nextWhole = MARKETS;
  #nextBeat = MARKETS;
  /** Markets whose book our own trades changed. */
  readonly #changed: number[] = [];

  constructor(seed: number, startAt: Timestamp, inputs: readonly PlacedInput[]) {
    this.#seed = seed;
    this.#startAt = startAt - (startAt % MINUTE_MS);
    this.#path = new AssetPath(seed);
    this.#inputs = new HeardInputs(this.#startAt, inputs);
    this.#random = new RandomSource(seed);
  }

  position(): number {
    return this.#position;
  }

  add(input: PlacedInput): void {
    invariant(
      input.position >= this.#position,
      `An input at position ${input.position} is too late: the tape stands at ${this.#position}`,
    );
    this.#inputs.add(input);
  }

  seek(position: number): void {
    invariant(Number.isSafeInteger(position) && position >= 0, `Position ${position} is none of this market's`);
    const segmentStart = position - (position % SLOTS_PER_SEGMENT);
    if (position < this.#position || segmentStart > this.#position) {
      this.#position = segmentStart;
      this.#inputs.rehear(segmentStart);
    }
    while (this.#position < position) this.next();
  }

  next(): MarketEvent {
    const position = this.#position;
    const slot = position % SLOTS_PER_SEGMENT;
    if (slot === 0) this.#enterSegment(position / SLOTS_PER_SEGMENT);
    if (this.#inputs.isDue(position)) this.#hear(position);
    this.#position += 1;
    const minuteSlot = slot % SLOTS_PER_MINUTE;
    const closing = minuteSlot - (SLOTS_PER_MINUTE - CLOSING_SLOTS);
    if (closing >= 0) return this.#close(closing, this.#slotStart(position - minuteSlot + SLOTS_PER_MINUTE));
    if (slot % SLOTS_PER_SNAPSHOT === 0) this.#nextWhole = 0;
    if (minuteSlot === HEARTBEAT_SLOT) this.#nextBeat = 0;
    return this.#open(position, minuteSlot < SLOTS_PER_MINUTE - QUIET_SLOTS);
  }

  #hear(position: number): void {
    this.#inputs.hear(position, (market, side, quantityLots) => {
      this.#instrument(market).giveWay(side, quantityLots);
      if (!this.#changed.includes(market)) this.#changed.push(market);
    });
  }

  /** A slot without a purpose of its own: what waits comes first, then what is due, then the makers and takers. */
  #open(position: number, mayBegin: boolean): MarketEvent {
    const draw = this.#random.nextInteger();
    const at = this.#slotStart(position) + ((((draw >>> 10) & 0x3ff) * SLOT_MS) >>> 10);
    if (mayBegin && this.#inputs.hasEpisodes) this.#updateSilences(this.#slotStart(position), at);
    if (this.#pendingIndex < this.#pending.length) return this.#takePending();
    this.#pending.length = 0;
    this.#pendingIndex = 0;
    if (this.#nextWhole < MARKETS) {
      const market = this.#nextWhole;
      this.#nextWhole += 1;
      return this.#silences[market] === "none"
        ? this.#instrument(market).snapshot(at)
        : this.#status(market, at, "book");
    }
    const changed = this.#changed.shift();
    if (changed !== undefined && this.#silences[changed] === "none") return this.#instrument(changed).changes(at);
    const beating = this.#nextBeating();
    if (beating !== null) {
      return this.#instrument(beating).heartbeat(at, "trades");
    }
    return this.#trade(at, draw, mayBegin);
  }

  #trade(at: Timestamp, draw: number, mayBegin: boolean): MarketEvent {
    const chosen = CHOICES[draw % CHOICES.length] as number;
    const market = this.#firstHeard(chosen);
    if (market === null) return this.#status(chosen, at, "book");
    const instrument = this.#instrument(market);
    const seen = this.#surroundings(market, at);
    const chance = seen.isPanic ? PANIC_CHANCE : takerChance(this.#prices?.volatility(at) ?? 1);
    if (!mayBegin || this.#random.next() > chance) return instrument.quote(at, seen);
    instrument.take(at, seen, this.#position, this.#pending);
    return this.#takePending();
  }

  #instrument(market: number): SyntheticInstrument {
    return this.#instruments[market] as SyntheticInstrument;
  }

  #surroundings(market: number, at: Timestamp): Surroundings {
    invariant(this.#prices !== null, "The market has entered no hour");
    return this.#inputs.shape(this.#seen, market, at, this.#prices.ticks(market, at));
  }

  /** What the home of a silent market says in its place. */
  #status(market: number, at: Timestamp, stream: Stream): StreamEvent {
    const silence = this.#silences[market] as Silence;
    return this.#instrument(market).streamEvent(at, { stream, ...SILENCE_STATUS[silence] });
  }

  /** The first market from `chosen` on that is not silent; null when all are. */
  #firstHeard(chosen: number): number | null {
    for (let step = 0; step < MARKETS; step += 1) {
      const market = (chosen + step) % MARKETS;
      if (this.#silences[market] === "none") return market;
    }
    return null;
  }

  #nextBeating(): number | null {
    while (this.#nextBeat < MARKETS) {
      const market = this.#nextBeat;
      this.#nextBeat += 1;
      if (this.#silences[market] === "none" || this.#silences[market] === "heartbeats") return market;
    }
    return null;
  }

  /** Announces who fell silent, and shows whole who speaks again. */
  #updateSilences(slotStart: Timestamp, at: Timestamp): void {
    for (const [market, before] of this.#silences.entries()) {
      const silence = this.#inputs.silence(market, slotStart);
      if (silence === before) continue;
      this.#silences[market] = silence;
      if (silence === "none") this.#pending.push(this.#instrument(market).restart(at, this.#surroundings(market, at)));
      this.#pending.push(this.#status(market, at, "book"), this.#status(market, at, "trades"));
    }
  }

  #close(closing: number, at: Timestamp): MarketEvent {
    const perpetual = PERPETUALS[closing - MARKETS];
    const market = perpetual ?? closing;
    const instrument = this.#instrument(market);
    const isSilent = this.#silences[market] !== "none";
    if (perpetual === undefined) {
      const candle = instrument.closeCandle(at);
      return isSilent ? this.#status(market, at, "candles") : candle;
    }
    if (isSilent) return this.#status(market, at, "funding");
    if (at % FUNDING_MS !== 0) return instrument.heartbeat(at, "funding");
    const rate = fundingRate(this.#path, Math.floor((at - this.#startAt) / HOUR_MS));
    const markTicks = Math.round(this.#surroundings(market, at).fairTicks);
    return { kind: "funding", instrumentId: instrument.terms.instrument.id, at, rate, markTicks };
  }

  #takePending(): MarketEvent {
    const event = this.#pending[this.#pendingIndex] as MarketEvent;
    this.#pendingIndex += 1;
    return event;
  }

  #slotStart(position: number): Timestamp {
    return this.#startAt + position * SLOT_MS;
  }

  #enterSegment(segment: number): void {
    const position = segment * SLOTS_PER_SEGMENT;
    const startsAt = this.#slotStart(position);
    this.#random = new RandomSource(this.#seed, 5, segment);
    this.#pending.length = 0;
    this.#pendingIndex = 0;
    this.#changed.length = 0;
    this.#nextBeat = MARKETS;
    this.#prices = new FairPrices(this.#seed, this.#path, segment, startsAt);
    // As the last slot in which a silence could begin or end has left it, however the segment was reached.
    const updatedAt = this.#slotStart(Math.max(0, position - QUIET_SLOTS - 1));
    this.#inputs.forgetEpisodesBefore(updatedAt);
    this.#instruments = SYNTHETIC_MARKETS.map((terms, market) => {
      this.#silences[market] = segment === 0 ? "none" : this.#inputs.silence(market, updatedAt);
      const random = new RandomSource(this.#seed, 6, market, segment);
      return new SyntheticInstrument(terms, random, this.#surroundings(market, startsAt));
    });
  }
}

/** The tape begins at the minute of `startAt`. Throws for a seed that is no whole number, or an input that it cannot take. */
export function createSyntheticMarket(options: {
  readonly seed: number;
  readonly startAt: Timestamp;
  readonly inputs?: readonly PlacedInput[];
}): SyntheticMarket {
  return new SeededMarket(options.seed, options.startAt, options.inputs ?? []);
}
