import type { Timestamp } from "../../domain/time/timestamp.ts";
import { RandomSource } from "./random-source.ts";

const HOUR_MS = 3_600_000;

/** Price at the start of a segment of one hour: a geometric random walk over the segments, the same wherever one enters it. */
export class HourlyPath {
  readonly #seed: number;
  readonly #stream: number;
  readonly #volatility: number;
  readonly #startTicks: number;
  readonly #ticks: number[];

  constructor(seed: number, stream: number, startTicks: number, volatilityPerHour: number) {
    this.#seed = seed;
    this.#stream = stream;
    this.#volatility = volatilityPerHour;
    this.#startTicks = startTicks;
    this.#ticks = [startTicks];
  }

  ticksAt(segment: number): number {
    for (let hour = this.#ticks.length; hour <= segment; hour += 1) {
      const random = new RandomSource(this.#seed, 1, this.#stream, hour);
      const before = this.#ticks[hour - 1] as number;
      const after = before * (1 + this.#volatility * random.normal());
      // A desk that runs for years must not see a coin wander to nothing.
      this.#ticks.push(Math.min(this.#startTicks * 4, Math.max(this.#startTicks / 4, after)));
    }
    return this.#ticks[segment] as number;
  }
}

/** The fair price within one segment: a Brownian bridge to the next segment's start, with volatility that reverts to its mean. */
export class FairPrice {
  readonly #random: RandomSource;
  readonly #endsAt: Timestamp;
  readonly #endTicks: number;
  readonly #volatilityPerHour: number;
  #volatilityFactor = 1;
  #at: Timestamp;
  ticks: number;

  constructor(
    random: RandomSource,
    startsAt: Timestamp,
    path: { readonly startTicks: number; readonly endTicks: number; readonly volatilityPerHour: number },
  ) {
    this.#random = random;
    this.#at = startsAt;
    this.#endsAt = startsAt + HOUR_MS;
    this.ticks = path.startTicks;
    this.#endTicks = path.endTicks;
    this.#volatilityPerHour = path.volatilityPerHour;
  }

  moveTo(at: Timestamp): number {
    const elapsed = at - this.#at;
    const left = this.#endsAt - this.#at;
    if (elapsed <= 0 || left <= 0) return this.ticks;
    this.#at = at;
    const root = Math.sqrt(elapsed / HOUR_MS);
    this.#volatilityFactor += ((1 - this.#volatilityFactor) * elapsed) / 300_000 + 2 * root * this.#random.normal();
    this.#volatilityFactor = Math.min(3, Math.max(0.3, this.#volatilityFactor));
    const shock = this.ticks * this.#volatilityPerHour * this.#volatilityFactor * root * this.#random.normal();
    this.ticks += ((this.#endTicks - this.ticks) * elapsed) / left + shock;
    return this.ticks;
  }
}
