const MINUTE_MS = 60_000;

/** Prices in ticks, quantity in lots. */
export type Minute = {
  readonly openAt: number;
  readonly openTicks: number;
  readonly highTicks: number;
  readonly lowTicks: number;
  readonly closeTicks: number;
  readonly volumeLots: number;
};

/** The minute of the newest trade as its trades make it, and the one before; the first is whole only if its beginning was seen. */
export class RunningMinute {
  openAt = 0;
  volumeLots = 0;
  #openTicks = 0;
  #highTicks = 0;
  #lowTicks = 0;
  #closeTicks = 0;
  #before: Minute | null = null;

  observe(at: number, ticks: number, lots: number): void {
    const startAt = at - (at % MINUTE_MS);
    if (startAt !== this.openAt) {
      if (this.openAt !== 0) this.#before = this.now;
      this.openAt = startAt;
      this.#openTicks = ticks;
      this.#highTicks = ticks;
      this.#lowTicks = ticks;
      this.volumeLots = 0;
    }
    if (ticks > this.#highTicks) this.#highTicks = ticks;
    if (ticks < this.#lowTicks) this.#lowTicks = ticks;
    this.#closeTicks = ticks;
    this.volumeLots += lots;
  }

  get now(): Minute {
    return {
      openAt: this.openAt,
      openTicks: this.#openTicks,
      highTicks: this.#highTicks,
      lowTicks: this.#lowTicks,
      closeTicks: this.#closeTicks,
      volumeLots: this.volumeLots,
    };
  }

  /** The last minute with a trade before this one. */
  get before(): Minute | null {
    return this.#before;
  }

  /** Traded in the minute right before; 0 when nothing was. */
  get lotsBefore(): number {
    return this.#before !== null && this.openAt - this.#before.openAt === MINUTE_MS ? this.#before.volumeLots : 0;
  }
}
