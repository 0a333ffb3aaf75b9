import type { Integer } from "../money/integer.ts";
import type { Timestamp } from "../time/timestamp.ts";

export const DIRECTIONS = ["long", "short"] as const;
export type Direction = (typeof DIRECTIONS)[number];

/**
 * One purchase (or short sale) and what is left of it. Quantities in units of the base currency, money in units of the
 * quote currency. `costUnits` is what the remaining quantity cost (long) or brought (short), fees included.
 */
export type Lot = {
  readonly id: string;
  readonly instrumentId: string;
  readonly direction: Direction;
  readonly fillId: string;
  readonly openedAt: Timestamp;
  readonly quantityUnits: Integer;
  readonly costUnits: Integer;
};
