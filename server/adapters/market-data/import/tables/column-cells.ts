import { formatScaled } from "../../../../domain/money/decimal.ts";
import { fromBigInt } from "../../../../domain/money/integer.ts";
import type { RowCells } from "./table.ts";

/** The exact text of one value of a column; "" where it has none. */
export type ValueText = (row: number) => string;

/** Rows out of columns: a cell becomes a text only when it is asked for. */
export class ColumnCells implements RowCells {
  readonly #columns: readonly ValueText[];
  #row = 0;

  constructor(columns: readonly ValueText[]) {
    this.#columns = columns;
  }

  get count(): number {
    return this.#columns.length;
  }

  load(row: number): this {
    this.#row = row;
    return this;
  }

  text(column: number): string {
    return this.#columns[column]?.(this.#row) ?? "";
  }
}

/** An unscaled integer, as a number or as big-endian two's complement, as the decimal it stands for. */
export function decimalText(value: unknown, scale: number): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return formatScaled(value, scale);
  if (typeof value === "bigint") return formatScaled(fromBigInt(value), scale);
  if (value instanceof Uint8Array) return formatScaled(fromBigInt(signed(value)), scale);
  return String(value);
}

function signed(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = value * 256n + BigInt(byte);
  return BigInt.asIntN(bytes.length * 8, value);
}

/** The shortest decimal that is the same single-precision float: what was written before it became one. */
export function singleText(value: number): string {
  for (let digits = 6; digits < 9; digits += 1) {
    const text = value.toPrecision(digits);
    if (Math.fround(Number(text)) === value) return String(Number(text));
  }
  return String(value);
}
