const firstMs = 500;
const longestMs = 10_000;
const healthyForMs = 30_000;

/** How long to wait before the next try: doubles while a process keeps dying, starts over when it lived well. */
export type BackOff = { next(livedMs: number): number };

export function makeBackOff(): BackOff {
  let waitMs = firstMs;
  return {
    next: (livedMs) => {
      if (livedMs >= healthyForMs) waitMs = firstMs;
      const now = waitMs;
      waitMs = Math.min(waitMs * 2, longestMs);
      return now;
    },
  };
}
