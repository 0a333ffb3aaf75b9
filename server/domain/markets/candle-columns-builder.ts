import { type Timeframe, timeframeMs } from "../time/timeframe.ts";
import type { Timestamp } from "../time/timestamp.ts";
import type { CandleColumns } from "./candle-columns.ts";
import { DecimalColumn } from "./columns/decimal-column.ts";
import { compareSlots, type DecimalSlot, newSlot, readDecimal } from "./columns/decimal-text.ts";
import type { IntegerColumn } from "./columns/integer-column.ts";

/** Why a row is no candle. */
export type CandleProblem = {
  readonly code: "bad-time" | "off-grid" | "not-a-number" | "not-positive" | "inconsistent";
  /** Quotes the value. */
  readonly message: string;
};

/** A row that came again: `row` and `firstRow` count the rows that were accepted, from 0. */
type RepeatedRow = { readonly openAt: Timestamp; readonly row: number; readonly firstRow: number };

export type BuiltCandles = {
  readonly columns: CandleColumns;
  /** Rows that repeat an earlier one exactly. */
  readonly duplicates: readonly RepeatedRow[];
  /** Rows that differ from an earlier one of the same open time, which was kept. */
  readonly conflicts: readonly RepeatedRow[];
};

const INITIAL_ROWS = 1_024;

type Field<T> = {
  readonly open: T;
  readonly high: T;
  readonly low: T;
  readonly close: T;
  readonly volume: T;
  readonly quote: T;
  readonly taker: T;
};

const fields = <T>(make: () => T): Field<T> => ({
  open: make(),
  high: make(),
  low: make(),
  close: make(),
  volume: make(),
  quote: make(),
  taker: make(),
});

/** Exact decimal texts in, columns out; rows may come in any order. Decimals are found from the data. */
export class CandleColumnsBuilder {
  readonly #timeframe: Timeframe;
  readonly #stepMs: number;
  #openAt = new Float64Array(INITIAL_ROWS);
  #trades = new Float64Array(INITIAL_ROWS);
  readonly #columns = fields(() => new DecimalColumn());
  readonly #slots = fields(newSlot);
  #hasTrades = false;
  #isSorted = true;
  /** Rows accepted so far. */
  length = 0;

  constructor(timeframe: Timeframe) {
    this.#timeframe = timeframe;
    this.#stepMs = timeframeMs(timeframe);
  }

  /**
   * Takes a row, or says why it is no candle and leaves it out. Prices and volumes are decimal texts; an empty text stands for
   * an unknown quote volume, trade count or taker volume, and for a volume of 0 where a market has none (mark prices).
   */
  add(
    openAt: Timestamp,
    open: string,
    high: string,
    low: string,
    close: string,
    volume = "",
    quoteVolume = "",
    trades = "",
    takerVolume = "",
  ): CandleProblem | null {
    if (!Number.isSafeInteger(openAt) || openAt < 0)
      return { code: "bad-time", message: `Open time "${openAt}" is no UTC millisecond` };
    if (openAt % this.#stepMs !== 0)
      return { code: "off-grid", message: `Open time "${openAt}" is not on the ${this.#timeframe} grid` };
    const slots = this.#slots;
    const problem =
      readPrice("Open", open, slots.open) ??
      readPrice("High", high, slots.high) ??
      readPrice("Low", low, slots.low) ??
      readPrice("Close", close, slots.close) ??
      readAmount("Volume", volume === "" ? "0" : volume, slots.volume) ??
      (quoteVolume === "" ? null : readAmount("Quote volume", quoteVolume, slots.quote)) ??
      (takerVolume === "" ? null : readAmount("Taker volume", takerVolume, slots.taker)) ??
      (isConsistent(slots) ? null : inconsistent(open, high, low, close));
    if (problem !== null) return problem;
    const count = trades === "" ? -1 : Number(trades);
    if (!Number.isSafeInteger(count) || count < -1 || trades === "-1")
      return { code: "not-a-number", message: `Number of trades "${trades}" is no count` };
    this.#push(openAt, count, quoteVolume !== "", takerVolume !== "");
    return null;
  }

  #push(openAt: Timestamp, trades: number, hasQuote: boolean, hasTaker: boolean): void {
    if (this.length === this.#openAt.length) {
      this.#openAt = doubled(this.#openAt);
      this.#trades = doubled(this.#trades);
    }
    if (this.length > 0 && openAt <= (this.#openAt[this.length - 1] as number)) this.#isSorted = false;
    this.#openAt[this.length] = openAt;
    this.#trades[this.length] = trades;
    if (trades >= 0) this.#hasTrades = true;
    const { open, high, low, close, volume, quote, taker } = this.#columns;
    open.push(this.#slots.open);
    high.push(this.#slots.high);
    low.push(this.#slots.low);
    close.push(this.#slots.close);
    volume.push(this.#slots.volume);
    if (hasQuote) quote.push(this.#slots.quote);
    else quote.pushUnknown();
    if (hasTaker) taker.push(this.#slots.taker);
    else taker.pushUnknown();
    this.length += 1;
  }

  /** The candles by time. Throws a RangeError when the prices' precision does not fit 2^53. */
  finish(): BuiltCandles {
    const duplicates: RepeatedRow[] = [];
    const conflicts: RepeatedRow[] = [];
    const rows = this.#isSorted ? null : this.#sorted();
    const all = this.#build(rows);
    if (rows === null) return { columns: all, duplicates, conflicts };
    const kept: number[] = [];
    for (let index = 0; index < rows.length; index += 1) {
      const last = kept.at(-1);
      const openAt = all.openAt[index] as number;
      if (last === undefined || all.openAt[last] !== openAt) kept.push(index);
      else {
        const repeated = { openAt, row: rows[index] as number, firstRow: rows[last] as number };
        (isSame(all, last, index) ? duplicates : conflicts).push(repeated);
      }
    }
    const isWhole = kept.length === rows.length;
    const columns = isWhole ? all : this.#build(Int32Array.from(kept, (index) => rows[index] as number));
    return { columns, duplicates, conflicts };
  }

  #sorted(): Int32Array {
    const times = this.#openAt;
    return Int32Array.from({ length: this.length }, (_, row) => row).sort(
      (a, b) => (times[a] as number) - (times[b] as number) || a - b,
    );
  }

  #build(rows: Int32Array | null): CandleColumns {
    const { open, high, low, close, volume, quote, taker } = this.#columns;
    const priceDecimals = Math.max(open.decimals, high.decimals, low.decimals, close.decimals);
    const volumeDecimals = Math.max(volume.decimals, taker.decimals);
    const length = rows?.length ?? this.length;
    const pick = (column: Float64Array) =>
      rows === null ? column.slice(0, length) : Float64Array.from(rows, (row) => column[row] as number);
    return {
      timeframe: this.#timeframe,
      length,
      priceDecimals,
      volumeDecimals,
      quoteDecimals: quote.decimals,
      openAt: pick(this.#openAt),
      open: open.prices(priceDecimals, rows),
      high: high.prices(priceDecimals, rows),
      low: low.prices(priceDecimals, rows),
      close: close.prices(priceDecimals, rows),
      volume: volume.integers(volumeDecimals, rows),
      ...(quote.isUsed ? { quoteVolume: quote.integers(quote.decimals, rows) } : {}),
      ...(this.#hasTrades ? { trades: pick(this.#trades) } : {}),
      ...(taker.isUsed ? { takerVolume: taker.integers(volumeDecimals, rows) } : {}),
    };
  }
}

const notANumber = (name: string, text: string): CandleProblem => ({
  code: "not-a-number",
  message: `${name} "${text}" is no plain decimal number`,
});

function readPrice(name: string, text: string, slot: DecimalSlot): CandleProblem | null {
  if (!readDecimal(text, slot)) return notANumber(name, text);
  return slot.mantissa > 0 ? null : { code: "not-positive", message: `${name} "${text}" must be above 0` };
}

function readAmount(name: string, text: string, slot: DecimalSlot): CandleProblem | null {
  if (!readDecimal(text, slot)) return notANumber(name, text);
  return slot.mantissa >= 0 ? null : { code: "not-positive", message: `${name} "${text}" must not be below 0` };
}

const isConsistent = ({ open, high, low, close }: Field<DecimalSlot>): boolean =>
  compareSlots(low, open) <= 0 &&
  compareSlots(low, close) <= 0 &&
  compareSlots(high, open) >= 0 &&
  compareSlots(high, close) >= 0;

const inconsistent = (open: string, high: string, low: string, close: string): CandleProblem => ({
  code: "inconsistent",
  message: `Open "${open}" and close "${close}" are not between low "${low}" and high "${high}"`,
});

function doubled(column: Float64Array): Float64Array<ArrayBuffer> {
  const longer = new Float64Array(column.length * 2);
  longer.set(column);
  return longer;
}

function isSame(columns: CandleColumns, a: number, b: number): boolean {
  const same = (column: IntegerColumn | undefined) => column === undefined || column[a] === column[b];
  const { open, high, low, close, volume, quoteVolume, trades, takerVolume } = columns;
  return [open, high, low, close, volume, quoteVolume, trades, takerVolume].every(same);
}
