import type { MarketEvent } from "../../../domain/markets/market-event.ts";
import type { Timestamp } from "../../../domain/time/timestamp.ts";

/** One file ready to play: its events by number, in the order of the file, their times never running backwards. */
export type RecordedTape = {
  readonly instrumentId: string;
  readonly length: number;
  atOf(index: number): Timestamp;
  eventAt(index: number): MarketEvent;
};
