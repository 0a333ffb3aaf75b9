import type { MarketEvent } from "../../domain/markets/market-event.ts";

/** A feed that waits to be asked: the same position always gives the same events. */
export type PulledFeed = {
  readonly kind: "synthetic" | "recorded";
  readonly label: string;
  readonly instrumentIds: readonly string[];
  /** Null at the end of the tape. */
  next(): MarketEvent | null;
  /** Number of events handed over so far. */
  position(): number;
  /** Goes to a position handed out before. */
  seek(position: number): void;
  /** Where a reader must begin so that it knows every book when it comes to `position`. */
  booksFrom(position: number): number;
};
