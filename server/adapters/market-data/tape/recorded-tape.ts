import type { MarketEvent } from "../../../domain/markets/market-event.ts";
import type { Timestamp } from "../../../domain/time/timestamp.ts";

/** One instrument's part of a file ready to play: its events by number, their times never running backwards. */
export type RecordedTape = {
  readonly instrumentId: string;
  readonly length: number;
  atOf(index: number): Timestamp;
  eventAt(index: number): MarketEvent;
  /** The first event of `at` or later; `length` when there is none. */
  firstFrom(at: Timestamp): number;
  /** The latest event at or before `index` from which on a reader knows the book, or a price where there is no book. */
  knownFrom(index: number): number;
};

/** Takes a recording line by line; throws a TapeError for a line that cannot be read. */
export type TapeReader = {
  line(text: string, line: number): void;
  finish(): readonly RecordedTape[];
};
