const WINDOW_MS = 1_000;

/** How many events a second a growing count makes, over the last second that is full. */
export class EventRate {
  readonly #now: () => number;
  #fromAt: number;
  #from = 0;
  #perS = 0;

  constructor(now: () => number) {
    this.#now = now;
    this.#fromAt = now();
  }

  /** Give it the count at least once a second. */
  read(count: number): number {
    const lasted = this.#now() - this.#fromAt;
    if (lasted >= WINDOW_MS) {
      this.#perS = Math.round(((count - this.#from) * 1_000) / lasted);
      this.#from = count;
      this.#fromAt = this.#now();
    }
    return this.#perS;
  }
}
