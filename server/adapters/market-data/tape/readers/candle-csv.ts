import type { Instrument } from "../../../../domain/markets/instrument.ts";
import { TIMEFRAMES, type Timeframe, timeframeMs } from "../../../../domain/time/timeframe.ts";
import { CandleSequence } from "../../quality/candle-sequence.ts";
import { SANITY_DEFAULTS, SanityFilter } from "../../quality/sanity-filter.ts";
import { EventColumns } from "../columns/event-columns.ts";
import { GrowingNumbers } from "../columns/growing-numbers.ts";
import { GridReader } from "../grid-reader.ts";
import type { RecordedTape, TapeReader } from "../recorded-tape.ts";
import { TapeError } from "../tape-error.ts";
import { type CsvHeader, findColumns, readInstant } from "./csv-columns.ts";
import { plainDecimal } from "./plain-decimal.ts";

const FIELDS = 7;

/**
 * Candles `open_time,open,high,low,close,volume[,…]`, times in milliseconds of the open. The timeframe is the smallest step;
 * a gap is told as an event of the stream before the candles go on.
 */
export class CandleCsvReader implements TapeReader {
  readonly #name: string;
  readonly #instrument: Instrument;
  readonly #grid: GridReader;
  readonly #column: Record<"openTime" | "open" | "high" | "low" | "close" | "volume", number>;
  /** Per candle: open time, open, high, low, close, volume, line. */
  readonly #rows = new GrowingNumbers();
  #stepMs = Number.POSITIVE_INFINITY;
  #lastOpenAt = Number.NEGATIVE_INFINITY;

  constructor(header: CsvHeader, instrument: Instrument) {
    this.#name = header.name;
    this.#instrument = instrument;
    this.#grid = new GridReader(instrument, header.name);
    this.#column = findColumns(header, {
      openTime: ["open_time"],
      open: ["open"],
      high: ["high"],
      low: ["low"],
      close: ["close"],
      volume: ["volume"],
    });
  }

  line(text: string, line: number): void {
    const cells = text.split(",");
    const column = this.#column;
    const openAt = readInstant(this.#name, line, cells[column.openTime], 1);
    const open = this.#grid.ticks(cells[column.open], "Open", line);
    const high = this.#grid.ticks(cells[column.high], "High", line);
    const low = this.#grid.ticks(cells[column.low], "Low", line);
    const close = this.#grid.ticks(cells[column.close], "Close", line);
    if (high < Math.max(open, close, low) || low > Math.min(open, close)) {
      const shown = `open ${cells[column.open]}, high ${cells[column.high]}, low ${cells[column.low]}, close ${cells[column.close]}`;
      const rule = "High must be the highest, low the lowest.";
      throw new TapeError(this.#name, line, `Candle is inconsistent: ${shown}. ${rule}`);
    }
    if (openAt <= this.#lastOpenAt) {
      const order = `Candle of ${openAt} does not follow that of ${this.#lastOpenAt}`;
      throw new TapeError(this.#name, line, `${order}. Sort the file by time.`);
    }
    this.#stepMs = Math.min(this.#stepMs, openAt - this.#lastOpenAt);
    this.#lastOpenAt = openAt;
    // Older minutes were traded in finer lots: what is below one of today's cannot be traded with.
    const volume = this.#grid.shownLots(plainDecimal(cells[column.volume] ?? ""), "Volume", line);
    this.#rows.pushAll([openAt, open, high, low, close, volume, line]);
  }

  finish(): readonly RecordedTape[] {
    const length = this.#rows.length / FIELDS;
    const timeframe = this.#timeframe(length < 2 ? timeframeMs("1m") : this.#stepMs);
    const spanMs = timeframeMs(timeframe);
    const instrumentId = this.#instrument.id;
    const columns = new EventColumns(instrumentId);
    const sequence = new CandleSequence();
    const bounds = { ...SANITY_DEFAULTS, quantityLotsMax: Number.MAX_SAFE_INTEGER };
    const sanity = new SanityFilter(instrumentId, bounds);
    for (let start = 0; start < this.#rows.length; start += FIELDS) {
      const [openAt = 0, openTicks = 0, highTicks = 0, lowTicks = 0, closeTicks = 0, volumeLots = 0, line = 0] =
        this.#rows.slice(start, start + FIELDS);
      if (openAt % spanMs !== 0) {
        throw new TapeError(this.#name, line, `Candle of ${openAt} does not open on a whole ${timeframe}.`);
      }
      const candle = { timeframe, openAt, openTicks, highTicks, lowTicks, closeTicks, volumeLots };
      for (const sane of sanity.observe({ kind: "candle", instrumentId, at: openAt + spanMs, candle })) {
        for (const event of sane.kind === "candle" ? sequence.observe(sane) : [sane]) columns.add(event);
      }
    }
    return [columns];
  }

  #timeframe(stepMs: number): Timeframe {
    const timeframe = TIMEFRAMES.find((candidate) => timeframeMs(candidate) === stepMs);
    if (timeframe !== undefined) return timeframe;
    throw new TapeError(this.#name, 0, `has candles every ${stepMs} ms, which is none of ${TIMEFRAMES.join(", ")}.`);
  }
}
