import type { MarketEvent } from "../../domain/markets/market-event.ts";
import type { Timestamp } from "../../domain/time/timestamp.ts";

/** What is known of a tape that has an end. */
export type TapeExtent = {
  /** Number of events. */
  readonly length: number;
  /** Time of the first and of the last event. */
  readonly firstAt: Timestamp;
  readonly lastAt: Timestamp;
  /** The position from which on every event is of `at` or later; `length` when there is none. */
  positionAt(at: Timestamp): number;
};

/** A feed that waits to be asked: the same position always gives the same events. */
export type PulledFeed = {
  readonly kind: "synthetic" | "recorded";
  readonly label: string;
  readonly instrumentIds: readonly string[];
  /** Absent when the tape goes on for ever: there, an instant is found by reading up to it. */
  readonly extent?: TapeExtent;
  /** Null at the end of the tape. */
  next(): MarketEvent | null;
  /** Number of events handed over so far. */
  position(): number;
  /** Goes to a position; a feed without an extent only to one handed out before. */
  seek(position: number): void;
  /** Where a reader must begin so that it knows every book when it comes to `position`. */
  booksFrom(position: number): number;
};
