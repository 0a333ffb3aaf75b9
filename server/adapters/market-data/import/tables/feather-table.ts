import { ImportError, messageOf } from "../import-error.ts";
import {
  type ArrowBatch,
  type ArrowBuffers,
  type ArrowColumn,
  type ArrowFile,
  openArrowFile,
} from "./arrow/arrow-file.ts";
import { ColumnCells, decimalText, singleText, type ValueText } from "./column-cells.ts";
import { SAMPLE_ROWS, type Table } from "./table.ts";

const DAY_MS = 86_400_000;
/** Nanoseconds of a timestamp's units: seconds, milliseconds, microseconds, nanoseconds. */
const UNIT_NANOS = [1_000_000_000n, 1_000_000n, 1_000n, 1n];

/**
 * A feather (Arrow IPC) file as a table. Its prices are 64-bit floats: the shortest decimal that is the same float is what the
 * exchange sent, as long as that had at most 15 digits.
 */
export function readFeatherTable(bytes: Uint8Array, name: string): Table {
  const file = guarded(name, () => openArrowFile(bytes));
  const sample: string[][] = [];
  const first = guarded(name, () => file.batches().next());
  if (first.done !== true) {
    const cells = cellsOf(file, first.value);
    for (let row = 0; row < Math.min(first.value.rows, SAMPLE_ROWS); row += 1) {
      guarded(name, () => {
        cells.load(row);
        sample.push(file.columns.map((_, column) => cells.text(column)));
      });
    }
  }
  return {
    format: "feather",
    columns: file.columns.map((column) => column.name),
    sample,
    async forEachRow(handle, afterPortion) {
      let row = 0;
      const batches = file.batches();
      for (;;) {
        const next = guarded(name, () => batches.next());
        if (next.done === true) return;
        const cells = cellsOf(file, next.value);
        guarded(name, () => {
          for (let index = 0; index < next.value.rows; index += 1) {
            row += 1;
            handle(cells.load(index), row);
          }
        });
        await afterPortion();
      }
    },
  };
}

function guarded<T>(name: string, action: () => T): T {
  try {
    return action();
  } catch (cause) {
    if (cause instanceof ImportError) throw cause;
    throw new ImportError(
      "file-corrupt",
      name,
      `cannot be read as feather (${messageOf(cause)}). Get it anew, or write it as feather version 2 with plain columns.`,
    );
  }
}

const cellsOf = (file: ArrowFile, batch: ArrowBatch): ColumnCells =>
  new ColumnCells(file.columns.map((column, place) => valueText(column, batch.columns[place] as ArrowBuffers)));

const decoder = new TextDecoder("utf-8", { fatal: true });

function valueText({ type }: ArrowColumn, { valid, offsets, values }: ArrowBuffers): ValueText {
  const isKnown = (row: number) => valid.byteLength === 0 || (valid.getUint8(row >> 3) & (1 << (row & 7))) !== 0;
  const ifKnown =
    (text: ValueText): ValueText =>
    (row) =>
      isKnown(row) ? text(row) : "";
  switch (type.kind) {
    case "float":
      return type.bits === 64
        ? ifKnown((row) => String(values.getFloat64(row * 8, true)))
        : ifKnown((row) => singleText(values.getFloat32(row * 4, true)));
    case "int":
      return ifKnown((row) => String(integerAt(values, row, type.bits, type.isSigned)));
    case "decimal":
      return ifKnown((row) => decimalText(integerAt(values, row, type.bits, true), type.scale));
    case "timestamp":
      return ifKnown((row) => String((values.getBigInt64(row * 8, true) * (UNIT_NANOS[type.unit] ?? 1n)) / 1_000_000n));
    case "date":
      return ifKnown((row) =>
        String(Number(integerAt(values, row, type.bits, true)) * (type.bits === 32 ? DAY_MS : 1)),
      );
    case "bool":
      return ifKnown((row) => String((values.getUint8(row >> 3) & (1 << (row & 7))) !== 0));
    case "text":
      return ifKnown((row) => {
        const from = Number(integerAt(offsets, row, type.bits, true));
        const to = Number(integerAt(offsets, row + 1, type.bits, true));
        return decoder.decode(new Uint8Array(values.buffer, values.byteOffset, values.byteLength).subarray(from, to));
      });
  }
}

/** A little-endian integer of 8 to 256 bits. */
function integerAt(values: DataView, row: number, bits: number, isSigned: boolean): bigint {
  const bytes = bits / 8;
  let value = 0n;
  for (let byte = bytes - 1; byte >= 0; byte -= 1) value = value * 256n + BigInt(values.getUint8(row * bytes + byte));
  return isSigned ? BigInt.asIntN(bits, value) : value;
}
