import type { Timestamp } from "../../domain/time/timestamp.ts";

/** A venue that refuses a cancel is asked again, but not at each event. */
export const ASKED_AGAIN_AFTER_MS = 1_000;

/** Orders at venues that keep no time: the worker cancels them when theirs is up. */
export class ExpiringOrders {
  readonly #ends = new Map<string, Timestamp>();
  /** When the next one is to be canceled; infinite when none is. */
  nextAt = Number.POSITIVE_INFINITY;

  add(orderId: string, expiresAt: Timestamp): void {
    this.#ends.set(orderId, expiresAt);
    this.nextAt = Math.min(this.nextAt, expiresAt);
  }

  drop(orderId: string): void {
    if (this.#ends.delete(orderId)) this.#findNext();
  }

  /** Those whose time is up, the first to end at the front. */
  takeDue(now: Timestamp): string[] {
    if (this.nextAt > now) return [];
    const due = [...this.#ends].filter(([, at]) => at <= now).sort(([, one], [, other]) => one - other);
    for (const [orderId] of due) this.#ends.set(orderId, now + ASKED_AGAIN_AFTER_MS);
    this.#findNext();
    return due.map(([orderId]) => orderId);
  }

  #findNext(): void {
    this.nextAt = Number.POSITIVE_INFINITY;
    for (const at of this.#ends.values()) this.nextAt = Math.min(this.nextAt, at);
  }
}
