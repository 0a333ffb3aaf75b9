import type { InstrumentPrices } from "../../../server/domain/markets/price-frames.ts";

/** Prints that wait for one reader; who misses more counts them by their numbers. */
const PRINTS_WAITING_MAX = 200;

/** Two frames of one instrument as one: the newest of everything, and the prints of both as long as there is room. */
export function mergePrices(older: InstrumentPrices | undefined, newer: InstrumentPrices): InstrumentPrices {
  if (older === undefined || older.trades.length === 0) return newer;
  return { ...newer, trades: [...older.trades, ...newer.trades].slice(-PRINTS_WAITING_MAX) };
}
