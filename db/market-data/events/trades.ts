import { type IntegerColumn, refined, refinedPrices } from "../../../server/domain/markets/columns/integer-column.ts";
import type { DataSeries } from "../../../server/domain/markets/data-series.ts";
import { isSameTrade, type TradeColumns, tradeTextAt } from "../../../server/domain/markets/trade-columns.ts";
import type { Provenance } from "../chunks.ts";
import { ColumnReader } from "../codec/column-reader.ts";
import { ColumnWriter } from "../codec/column-writer.ts";
import type { Connection } from "../transaction.ts";
import { joined, picked } from "./event-columns.ts";
import { type EventKind, type EventRange, type EventWrite, loadEvents, writeEvents } from "./event-store.ts";

const NUMERIC_ID = /^(0|[1-9]\d{0,14})$/;
const IDS_AS_NUMBERS = 1;
const IDS_AS_TEXT = 0;

function encode({ length, priceDecimals, quantityDecimals, at, price, quantity, taker, id }: TradeColumns): Buffer {
  const writer = new ColumnWriter();
  for (const head of [length, priceDecimals, quantityDecimals]) writer.unsigned(head);
  writer.column(differences(at));
  writer.column(differences(price));
  writer.amounts(quantity);
  writer.amounts(Float64Array.from(taker));
  if (id.every((one) => NUMERIC_ID.test(one))) {
    writer.unsigned(IDS_AS_NUMBERS);
    writer.column(differences(Float64Array.from(id, Number)));
  } else {
    writer.unsigned(IDS_AS_TEXT);
    for (const one of id) writer.text(one);
  }
  return writer.finish();
}

function decode(bytes: Buffer): TradeColumns {
  const reader = new ColumnReader(bytes);
  const length = reader.unsigned();
  const priceDecimals = reader.unsigned();
  const quantityDecimals = reader.unsigned();
  const at = sums(reader.numbers(new Float64Array(length)));
  const price = sums(reader.numbers(new Float64Array(length)));
  const quantity = reader.amounts(new Float64Array(length));
  const taker = Uint8Array.from(reader.amounts(new Float64Array(length)) as Float64Array);
  const id =
    reader.unsigned() === IDS_AS_NUMBERS
      ? Array.from(sums(reader.numbers(new Float64Array(length))), String)
      : Array.from({ length }, () => reader.text());
  return { length, priceDecimals, quantityDecimals, at, price, quantity, taker, id };
}

const differences = (values: Float64Array) =>
  values.map((value, index) => (index === 0 ? value : value - (values[index - 1] as number)));

function sums(values: Float64Array): Float64Array {
  for (let index = 1; index < values.length; index += 1)
    values[index] = (values[index] as number) + (values[index - 1] as number);
  return values;
}

function join(parts: readonly TradeColumns[]): TradeColumns {
  const priceDecimals = Math.max(...parts.map((part) => part.priceDecimals));
  const quantityDecimals = Math.max(...parts.map((part) => part.quantityDecimals));
  const numbers = (column: (part: TradeColumns) => Float64Array) => joined(parts.map(column)) as Float64Array;
  return {
    length: parts.reduce((sum, part) => sum + part.length, 0),
    priceDecimals,
    quantityDecimals,
    at: numbers((part) => part.at),
    price: numbers((part) => refinedPrices(part.price, priceDecimals - part.priceDecimals)),
    quantity: joined(parts.map((part) => refined(part.quantity, quantityDecimals - part.quantityDecimals))),
    taker: Uint8Array.from(parts.flatMap((part) => [...part.taker])),
    id: parts.flatMap((part) => part.id),
  };
}

const pick = (columns: TradeColumns, rows: Int32Array): TradeColumns => ({
  ...columns,
  length: rows.length,
  at: picked(columns.at, rows) as Float64Array,
  price: picked(columns.price, rows) as Float64Array,
  quantity: picked(columns.quantity, rows) as IntegerColumn,
  taker: Uint8Array.from(rows, (row) => columns.taker[row] as number),
  id: Array.from(rows, (row) => columns.id[row] as string),
});

const TRADES: EventKind<TradeColumns> = {
  kind: "trades",
  encoding: 1,
  encode,
  decode,
  keyOf: ({ id }, index) => id[index] as string,
  isSame: (columns, a, b) => isSameTrade(columns, a, columns, b),
  describe: (columns, index) => {
    const { id, price, quantity, taker, at } = tradeTextAt(columns, index);
    return `${id}: ${taker ?? "?"} ${quantity} at ${price}, ${at}`;
  },
  join,
  pick,
  judge: null,
};

/** Adds trades; one whose id is stored already is left alone, or reported when it differs. */
export const writeTrades = (
  sql: Connection,
  series: DataSeries,
  columns: TradeColumns,
  provenance: Provenance,
): Promise<EventWrite> => writeEvents(sql, series, TRADES, columns, provenance);

/** The stored trades in `[from, to)`; null when there is none. */
export const loadTrades = (sql: Connection, series: DataSeries, range: EventRange = {}): Promise<TradeColumns | null> =>
  loadEvents(sql, series, TRADES, range);
