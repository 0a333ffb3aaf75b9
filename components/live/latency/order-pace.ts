const KEPT = 200;

/** Round trips of one browser, in whole milliseconds. */
export type OrderPace = { readonly orders: number; readonly p50: number; readonly p99: number };

/** The newest round trips: from the moment an order left this browser until the desk's answer was here. */
export class PaceKeeper {
  readonly #listeners = new Set<() => void>();
  #tripsMs: number[] = [];
  #pace: OrderPace | null = null;

  record(tripMs: number): void {
    this.#tripsMs = [...this.#tripsMs, tripMs].slice(-KEPT);
    const sorted = [...this.#tripsMs].sort((a, b) => a - b);
    this.#pace = { orders: sorted.length, p50: rank(sorted, 0.5), p99: rank(sorted, 0.99) };
    for (const listener of this.#listeners) listener();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Null before the first answer; the same object until the next. */
  readonly read = (): OrderPace | null => this.#pace;
}

/** Nearest rank: the smallest that at least this share is not above. */
function rank(sorted: readonly number[], share: number): number {
  return Math.round(sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0);
}

export const orderPace = new PaceKeeper();

/** The answer, and how long it took into the pace. A lost answer is no round trip. */
export async function timed<Answer>(call: () => Promise<Answer>): Promise<Answer> {
  const sentAt = performance.now();
  const answer = await call();
  orderPace.record(performance.now() - sentAt);
  return answer;
}
