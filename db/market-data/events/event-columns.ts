import { type IntegerColumn, toWide } from "../../../server/domain/markets/columns/integer-column.ts";

/** Columns one after the other; 64-bit when one of them is. */
export function joined(parts: readonly IntegerColumn[]): IntegerColumn {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const wide = parts.some((part) => part instanceof BigInt64Array) ? new BigInt64Array(length) : null;
  const narrow = new Float64Array(wide === null ? length : 0);
  let offset = 0;
  for (const part of parts) {
    if (wide !== null) wide.set(toWide(part), offset);
    else narrow.set(part as Float64Array, offset); // None is wide.
    offset += part.length;
  }
  return wide ?? narrow;
}

export function picked(column: IntegerColumn, rows: Int32Array): IntegerColumn {
  if (column instanceof Float64Array) return Float64Array.from(rows, (row) => column[row] as number);
  return BigInt64Array.from({ length: rows.length }, (_, index) => column[rows[index] as number] as bigint);
}
