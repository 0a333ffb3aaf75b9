import type { Timestamp } from "../../../domain/time/timestamp.ts";

/** Tape time against wall time: runs at a speed from where it was last set, stands still while held. */
export class TapeClock {
  readonly #now: () => number;
  #speed: number | "max";
  #anchor: { readonly wallAt: number; readonly tapeAt: Timestamp } | null = null;
  #heldAt: Timestamp | null = null;

  constructor(speed: number | "max", now: () => number) {
    this.#speed = speed;
    this.#now = now;
  }

  get speed(): number | "max" {
    return this.#speed;
  }

  /** Tape time at this instant; `lastAt`, the newest event's, when events alone move it. */
  tapeAt(lastAt: Timestamp): Timestamp {
    if (this.#heldAt !== null) return Math.max(lastAt, this.#heldAt);
    if (this.#anchor === null || this.#speed === "max") return lastAt;
    const { wallAt, tapeAt } = this.#anchor;
    return Math.max(lastAt, Math.floor(tapeAt + (this.#now() - wallAt) * this.#speed));
  }

  /** How long until an event is due; the first one ever is at once. */
  waitMs(eventAt: Timestamp): number {
    if (this.#heldAt !== null) return Number.POSITIVE_INFINITY;
    if (this.#speed === "max") return 0;
    this.#anchor ??= { wallAt: this.#now(), tapeAt: eventAt };
    return this.#anchor.wallAt + (eventAt - this.#anchor.tapeAt) / this.#speed - this.#now();
  }

  setSpeed(speed: number | "max", lastAt: Timestamp): void {
    const tapeAt = this.tapeAt(lastAt);
    this.#speed = speed;
    this.setTo(tapeAt);
  }

  /** From now on it is `tapeAt`. */
  setTo(tapeAt: Timestamp): void {
    if (this.#heldAt !== null) this.#heldAt = tapeAt;
    else this.#anchor = { wallAt: this.#now(), tapeAt };
  }

  hold(lastAt: Timestamp): void {
    this.#heldAt ??= this.tapeAt(lastAt);
  }

  go(): void {
    if (this.#heldAt === null) return;
    const tapeAt = this.#heldAt;
    this.#heldAt = null;
    this.#anchor = tapeAt === 0 ? null : { wallAt: this.#now(), tapeAt };
  }
}
