import type { Timestamp } from "../time/timestamp.ts";

/** Best bid and ask: prices in ticks, quantities in lots; 0 where a side is empty. */
export type Quote = {
  readonly at: Timestamp;
  readonly bidTicks: number;
  readonly bidLots: number;
  readonly askTicks: number;
  readonly askLots: number;
};
