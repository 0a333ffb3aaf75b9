import { findInstrument } from "../../domain/markets/listed-instruments.ts";
import type { MarketEvent } from "../../domain/markets/market-event.ts";
import { readBinanceSpotCapture } from "./captures/binance-spot-capture.ts";
import type { PulledFeed } from "./pulled-feed.ts";
import { readCandleCsv } from "./tape/candle-csv.ts";
import { headerNames } from "./tape/csv-columns.ts";
import type { RecordedTape } from "./tape/recorded-tape.ts";
import { TapeError } from "./tape/tape-error.ts";
import { readTapeFile, type TapeFile } from "./tape/tape-file.ts";
import { readTradeCsv } from "./tape/trade-csv.ts";

export type RecordedFile = { readonly path: string; readonly instrumentId: string };

/**
 * Opens recordings (candle CSV, trade CSV, raw Binance spot captures; plain or gzipped) as one feed, merged by time; at one
 * instant the file named first goes first. Everything is read and checked before the first event is handed over.
 * Rejects with a {@link TapeError}.
 */
export async function openRecordedFeed(files: readonly RecordedFile[]): Promise<PulledFeed> {
  const tapes: RecordedTape[] = [];
  const names: string[] = [];
  for (const { path, instrumentId } of files) {
    const file = await readTapeFile(path);
    tapes.push(readTape(file, instrumentId));
    names.push(file.name);
  }
  return new MergedFeed(tapes, names.join(", "));
}

function readTape(file: TapeFile, instrumentId: string): RecordedTape {
  const instrument = findInstrument(instrumentId);
  if (instrument === undefined) throw new TapeError(file.name, 0, `belongs to "${instrumentId}", which is not listed.`);
  const first = file.lines[0] ?? "";
  if (/^\d+ \{/.test(first)) return readBinanceSpotCapture(file, instrument);
  const names = headerNames(file);
  if (names.includes("open_time")) return readCandleCsv(file, instrument);
  if (names.includes("trade_id")) return readTradeCsv(file, instrument);
  throw new TapeError(
    file.name,
    1,
    `"${first.slice(0, 80)}" begins no known recording. Use candles (open_time,open,…), trades (…,trade_id,price,…) or a raw Binance spot capture.`,
  );
}

class MergedFeed implements PulledFeed {
  readonly kind = "recorded";
  readonly label: string;
  readonly instrumentIds: readonly string[];
  readonly #tapes: readonly RecordedTape[];
  readonly #cursors: number[];
  #position = 0;

  constructor(tapes: readonly RecordedTape[], label: string) {
    this.#tapes = tapes;
    this.#cursors = tapes.map(() => 0);
    this.label = label;
    this.instrumentIds = [...new Set(tapes.map((tape) => tape.instrumentId))];
  }

  next(): MarketEvent | null {
    const place = this.#earliest();
    if (place < 0) return null;
    return (this.#tapes[place] as RecordedTape).eventAt(this.#advance(place));
  }

  position(): number {
    return this.#position;
  }

  seek(position: number): void {
    if (!Number.isSafeInteger(position) || position < 0) throw new RangeError(`Position ${position} is none of a feed`);
    if (position < this.#position) {
      this.#cursors.fill(0);
      this.#position = 0;
    }
    while (this.#position < position) {
      const place = this.#earliest();
      if (place < 0) throw new RangeError(`Position ${position} lies beyond the tape's end at ${this.#position}`);
      this.#advance(place);
    }
  }

  /** A capture shows its book whole only once, where it begins. */
  booksFrom(): number {
    return 0;
  }

  #advance(place: number): number {
    const cursor = this.#cursors[place] as number;
    this.#cursors[place] = cursor + 1;
    this.#position += 1;
    return cursor;
  }

  /** The tape whose next event is the earliest; −1 when all have ended. */
  #earliest(): number {
    let found = -1;
    let foundAt = Number.POSITIVE_INFINITY;
    for (let place = 0; place < this.#tapes.length; place += 1) {
      const tape = this.#tapes[place] as RecordedTape;
      const cursor = this.#cursors[place] as number;
      if (cursor >= tape.length) continue;
      const at = tape.atOf(cursor);
      if (at >= foundAt) continue;
      found = place;
      foundAt = at;
    }
    return found;
  }
}
