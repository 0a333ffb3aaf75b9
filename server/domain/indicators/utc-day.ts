const DAY_MS = 86_400_000;

/** Whole days since 1970 UTC. */
export const utcDay = (at: number): number => Math.floor(at / DAY_MS);
