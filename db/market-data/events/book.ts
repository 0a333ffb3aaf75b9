import { type BookColumns, bookChangeAt, bookColumns } from "../../../server/domain/markets/columns/book-columns.ts";
import { refinedPrices } from "../../../server/domain/markets/columns/integer-column.ts";
import type { DataSeries } from "../../../server/domain/markets/data-series.ts";
import type { Provenance } from "../chunks.ts";
import { ColumnReader } from "../codec/column-reader.ts";
import { ColumnWriter } from "../codec/column-writer.ts";
import type { Connection } from "../transaction.ts";
import { type EventKind, type EventRange, type EventWrite, loadEvents, writeEvents } from "./event-store.ts";

const differences = (values: ArrayLike<number>) =>
  Float64Array.from(values, (value, index) => (index === 0 ? value : value - (values[index - 1] as number)));

function sums(values: Float64Array): Float64Array {
  for (let index = 1; index < values.length; index += 1)
    values[index] = (values[index] as number) + (values[index - 1] as number);
  return values;
}

function encode(columns: BookColumns): Buffer {
  const writer = new ColumnWriter();
  for (const head of [columns.length, columns.priceDecimals, columns.quantityDecimals]) writer.unsigned(head);
  writer.unsigned(columns.levelsUntil.at(-1) ?? 0);
  writer.column(differences(columns.at));
  writer.column(differences(columns.updateId));
  writer.amounts(Float64Array.from(columns.isSnapshot));
  writer.amounts(Float64Array.from(columns.bidCount));
  writer.amounts(differences(columns.levelsUntil));
  writer.column(differences(columns.price));
  writer.amounts(columns.quantity);
  return writer.finish();
}

function decode(bytes: Buffer): BookColumns {
  const reader = new ColumnReader(bytes);
  const length = reader.unsigned();
  const priceDecimals = reader.unsigned();
  const quantityDecimals = reader.unsigned();
  const levels = reader.unsigned();
  const amounts = (count: number) => reader.amounts(new Float64Array(count)) as Float64Array; // Levels are doubles when written.
  return {
    length,
    priceDecimals,
    quantityDecimals,
    at: sums(reader.numbers(new Float64Array(length))),
    updateId: sums(reader.numbers(new Float64Array(length))),
    isSnapshot: Uint8Array.from(amounts(length)),
    bidCount: Uint32Array.from(amounts(length)),
    levelsUntil: Uint32Array.from(sums(amounts(length))),
    price: sums(reader.numbers(new Float64Array(levels))),
    quantity: amounts(levels),
  };
}

function refine(columns: BookColumns, priceDecimals: number, quantityDecimals: number): BookColumns {
  return {
    ...columns,
    priceDecimals,
    quantityDecimals,
    price: refinedPrices(columns.price, priceDecimals - columns.priceDecimals),
    quantity: refinedPrices(columns.quantity, quantityDecimals - columns.quantityDecimals),
  };
}

function join(parts: readonly BookColumns[]): BookColumns {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  const priceDecimals = Math.max(...parts.map((part) => part.priceDecimals));
  const quantityDecimals = Math.max(...parts.map((part) => part.quantityDecimals));
  const fine = parts.map((part) => refine(part, priceDecimals, quantityDecimals));
  const changes = fine.flatMap((part) => Array.from({ length: part.length }, (_, index) => bookChangeAt(part, index)));
  return bookColumns({ priceDecimals, quantityDecimals }, changes);
}

const text = (columns: BookColumns, index: number) => JSON.stringify(bookChangeAt(columns, index));

const BOOK: EventKind<BookColumns> = {
  kind: "book",
  encoding: 1,
  encode,
  decode,
  keyOf: (columns, index) => {
    const { at, updateId, isSnapshot } = columns;
    // A snapshot may repeat the number of the change before it; without numbers only the content tells.
    return updateId[index] === 0 ? text(columns, index) : `${at[index]} ${updateId[index]} ${isSnapshot[index]}`;
  },
  isSame: (columns, a, b) => text(columns, a) === text(columns, b),
  describe: text,
  join,
  pick: (columns, rows) =>
    bookColumns(
      columns,
      Array.from(rows, (row) => bookChangeAt(columns, row)),
    ),
  judge: null,
};

/** Adds book changes; one of the same time and number is left alone, or reported when it differs. */
export const writeBook = (
  sql: Connection,
  series: DataSeries,
  columns: BookColumns,
  provenance: Provenance,
): Promise<EventWrite> => writeEvents(sql, series, BOOK, columns, provenance);

/** The stored changes in `[from, to)`; null when there is none. The first one need not be a snapshot. */
export const loadBook = (sql: Connection, series: DataSeries, range: EventRange = {}): Promise<BookColumns | null> =>
  loadEvents(sql, series, BOOK, range);
