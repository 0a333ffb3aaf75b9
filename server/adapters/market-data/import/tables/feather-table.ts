import { CompressionType, compressionRegistry, DataType, TimeUnit, tableFromIPC, type Vector } from "apache-arrow";
import { decompressZstd } from "hyparquet-compressors";
import { ImportError, messageOf } from "../import-error.ts";
import { ColumnCells, decimalText, singleText, type ValueText } from "./column-cells.ts";
import { unpackLz4Frame } from "./lz4-frame.ts";
import { SAMPLE_ROWS, type Table } from "./table.ts";

compressionRegistry.set(CompressionType.LZ4_FRAME, { decode: unpackLz4Frame });
compressionRegistry.set(CompressionType.ZSTD, { decode: (input) => aligned(decompressZstd(input)) });

/** Columns of 64 bits are views, which may begin at multiples of 8 only. */
function aligned(bytes: Uint8Array): Uint8Array {
  return bytes.byteOffset % 8 === 0 ? bytes : bytes.slice();
}

/** Digits of a second's fraction. */
const FRACTION_DIGITS: Record<TimeUnit, number> = {
  [TimeUnit.SECOND]: 0,
  [TimeUnit.MILLISECOND]: 3,
  [TimeUnit.MICROSECOND]: 6,
  [TimeUnit.NANOSECOND]: 9,
};

/**
 * A feather (Arrow IPC) file as a table. Its prices are 64-bit floats: the shortest decimal that is the same float is what the
 * exchange sent, as long as that had at most 15 digits.
 */
export function readFeatherTable(bytes: Uint8Array, name: string): Table {
  const batches = read(bytes, name);
  const columns = batches.columns;
  const sample: string[][] = [];
  const [first] = batches.parts;
  if (first !== undefined) {
    const cells = new ColumnCells(first.values);
    for (let row = 0; row < Math.min(first.rows, SAMPLE_ROWS); row += 1) {
      cells.load(row);
      sample.push(columns.map((_, column) => cells.text(column)));
    }
  }
  return {
    format: "feather",
    columns,
    sample,
    async forEachRow(handle, afterPortion) {
      let row = 0;
      for (const { rows, values } of batches.parts) {
        const cells = new ColumnCells(values);
        for (let index = 0; index < rows; index += 1) {
          row += 1;
          handle(cells.load(index), row);
        }
        await afterPortion();
      }
    },
  };
}

type Part = { readonly rows: number; readonly values: readonly ValueText[] };

function read(
  bytes: Uint8Array,
  name: string,
): { readonly columns: readonly string[]; readonly parts: readonly Part[] } {
  try {
    const table = tableFromIPC(bytes);
    const fields = table.schema.fields;
    const parts = table.batches.map((batch) => ({
      rows: batch.numRows,
      values: fields.map((field, column) => {
        const vector = batch.getChildAt(column);
        if (vector === null || vector.length !== batch.numRows) throw new Error(`column "${field.name}" is incomplete`);
        return valueText(vector, field.name);
      }),
    }));
    return { columns: fields.map((field) => field.name), parts };
  } catch (cause) {
    throw new ImportError(
      "file-corrupt",
      name,
      `cannot be read as feather (${messageOf(cause)}). Get it anew, or write it as feather version 2.`,
    );
  }
}

function valueText(vector: Vector, name: string): ValueText {
  const [data] = vector.data;
  const { type } = vector;
  const ifKnown =
    (text: ValueText): ValueText =>
    (row) =>
      vector.isValid(row) ? text(row) : "";
  const values: ArrayLike<number | bigint> = data?.values ?? [];
  if (DataType.isFloat(type)) {
    if (values.length < vector.length) throw new Error(`column "${name}" is incomplete`);
    const isSingle = type.precision === 1;
    if (type.precision === 0) throw new Error(`column "${name}" has half-precision floats`);
    return ifKnown((row) => (isSingle ? singleText(values[row] as number) : String(values[row])));
  }
  if (DataType.isInt(type)) return ifKnown((row) => String(vector.get(row)));
  if (DataType.isTimestamp(type)) {
    const nanos = 10n ** BigInt(9 - FRACTION_DIGITS[type.unit]);
    return ifKnown((row) => String((BigInt(values[row] as bigint) * nanos) / 1_000_000n));
  }
  if (DataType.isDate(type)) return ifKnown((row) => String(Number(vector.get(row))));
  if (DataType.isDecimal(type)) {
    return ifKnown((row) => decimalText(decimalValue(vector.get(row) as Uint32Array), type.scale));
  }
  if (DataType.isUtf8(type) || DataType.isLargeUtf8(type) || DataType.isBool(type) || DataType.isDictionary(type)) {
    return ifKnown((row) => String(vector.get(row)));
  }
  throw new Error(`column "${name}" has the type ${type}, which no candle has`);
}

/** Words of 32 bits, the lowest first, in two's complement. */
function decimalValue(words: Uint32Array): bigint {
  const value = words.reduceRight((sum, word) => sum * 4_294_967_296n + BigInt(word), 0n);
  return BigInt.asIntN(words.length * 32, value);
}
