import { formatScaledShort } from "../money/decimal.ts";
import type { Side } from "../orders/order-type.ts";
import type { Timestamp } from "../time/timestamp.ts";
import { DecimalColumn } from "./columns/decimal-column.ts";
import { newSlot, readDecimal } from "./columns/decimal-text.ts";
import { type IntegerColumn, integerAt } from "./columns/integer-column.ts";

/**
 * Public trades in columns, ascending by time; trades of one millisecond in the order they were given. Prices are integer
 * counts of `10^-priceDecimals`, quantities of `10^-quantityDecimals`.
 */
export type TradeColumns = {
  readonly length: number;
  readonly priceDecimals: number;
  readonly quantityDecimals: number;
  /** UTC milliseconds. */
  readonly at: Float64Array;
  readonly price: Float64Array;
  readonly quantity: IntegerColumn;
  /** The side that took liquidity: 1 buy, 2 sell, 0 unknown. */
  readonly taker: Uint8Array;
  /** The venue's ids; no two are the same. */
  readonly id: readonly string[];
};

export const TAKER_BUY = 1;
const TAKERS: readonly (Side | null)[] = [null, "buy", "sell"];

/** One trade in exact decimal texts. */
export type TradeText = {
  readonly at: Timestamp;
  readonly id: string;
  readonly price: string;
  readonly quantity: string;
  readonly taker: Side | null;
};

export type TradeProblem = {
  readonly code: "bad-time" | "no-id" | "not-a-number" | "not-positive";
  /** Quotes the value. */
  readonly message: string;
};

/** A trade id that came again: `row` and `firstRow` count the rows that were accepted, from 0. */
type RepeatedTrade = { readonly id: string; readonly row: number; readonly firstRow: number };

export type BuiltTrades = {
  readonly columns: TradeColumns;
  /** Rows that repeat an earlier one exactly. */
  readonly duplicates: readonly RepeatedTrade[];
  /** Rows that differ from an earlier one with the same id, which was kept. */
  readonly conflicts: readonly RepeatedTrade[];
};

export function tradeTextAt(columns: TradeColumns, index: number): TradeText {
  return {
    at: columns.at[index] as number,
    id: columns.id[index] as string,
    price: formatScaledShort(columns.price[index] as number, columns.priceDecimals),
    quantity: formatScaledShort(integerAt(columns.quantity, index), columns.quantityDecimals),
    taker: TAKERS[columns.taker[index] as number] ?? null,
  };
}

/** Exact decimal texts in, columns out; rows may come in any order. Decimals are found from the data. */
export class TradeColumnsBuilder {
  readonly #at: number[] = [];
  readonly #id: string[] = [];
  readonly #taker: number[] = [];
  readonly #price = new DecimalColumn();
  readonly #quantity = new DecimalColumn();
  readonly #priceSlot = newSlot();
  readonly #quantitySlot = newSlot();
  #isSorted = true;

  /** Rows accepted so far. */
  get length(): number {
    return this.#at.length;
  }

  /** Takes a trade, or says why it is none and leaves it out. */
  add(at: Timestamp, id: string, price: string, quantity: string, taker: Side | null): TradeProblem | null {
    if (!Number.isSafeInteger(at) || at < 0) return { code: "bad-time", message: `Time "${at}" is no UTC millisecond` };
    if (id === "") return { code: "no-id", message: "The trade has no id, so a second import could not recognise it" };
    for (const [name, text, slot] of [
      ["Price", price, this.#priceSlot],
      ["Quantity", quantity, this.#quantitySlot],
    ] as const) {
      if (!readDecimal(text, slot))
        return { code: "not-a-number", message: `${name} "${text}" is no plain decimal number` };
      if (!(slot.mantissa > 0)) return { code: "not-positive", message: `${name} "${text}" must be above 0` };
    }
    if (at < (this.#at.at(-1) ?? 0)) this.#isSorted = false;
    this.#at.push(at);
    this.#id.push(id);
    this.#taker.push(TAKERS.indexOf(taker));
    this.#price.push(this.#priceSlot);
    this.#quantity.push(this.#quantitySlot);
    return null;
  }

  /** The trades by time. Throws a RangeError when the prices' precision does not fit 2^53. */
  finish(): BuiltTrades {
    const duplicates: RepeatedTrade[] = [];
    const conflicts: RepeatedTrade[] = [];
    const all = this.#build(null);
    const rowOf = new Map<string, number>();
    for (let row = 0; row < this.length; row += 1) {
      const id = this.#id[row] as string;
      const firstRow = rowOf.get(id);
      if (firstRow === undefined) rowOf.set(id, row);
      else (isSameTrade(all, firstRow, all, row) ? duplicates : conflicts).push({ id, row, firstRow });
    }
    if (this.#isSorted && rowOf.size === this.length) return { columns: all, duplicates, conflicts };
    const rows = Int32Array.from(rowOf.values()).sort(
      (a, b) => (this.#at[a] as number) - (this.#at[b] as number) || a - b,
    );
    return { columns: this.#build(rows), duplicates, conflicts };
  }

  #build(rows: Int32Array | null): TradeColumns {
    const pick = <T>(values: readonly T[]): readonly T[] =>
      rows === null ? values : Array.from(rows, (row) => values[row] as T);
    const priceDecimals = this.#price.decimals;
    const quantityDecimals = this.#quantity.decimals;
    return {
      length: rows?.length ?? this.length,
      priceDecimals,
      quantityDecimals,
      at: Float64Array.from(pick(this.#at)),
      price: this.#price.prices(priceDecimals, rows),
      quantity: this.#quantity.integers(quantityDecimals, rows),
      taker: Uint8Array.from(pick(this.#taker)),
      id: pick(this.#id),
    };
  }
}

/** Whether two trades of columns with the same decimals are one. */
export function isSameTrade(a: TradeColumns, atA: number, b: TradeColumns, atB: number): boolean {
  return (
    a.at[atA] === b.at[atB] &&
    a.price[atA] === b.price[atB] &&
    integerAt(a.quantity, atA) === integerAt(b.quantity, atB) &&
    a.taker[atA] === b.taker[atB]
  );
}
