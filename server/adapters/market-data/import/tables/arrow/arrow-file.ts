import { decompressZstd } from "hyparquet-compressors";
import { count, FlatTable } from "./flat-table.ts";
import { unpackLz4Frame } from "./lz4-frame.ts";

const TAIL_BYTES = 10; // The footer's length and the magic word.
const BLOCK_BYTES = 24;
const PAIR_BYTES = 16;
const CONTINUATION = 0xffff_ffff;
const RECORD_BATCH = 3;
const BUFFER_BYTES_MAX = 1_073_741_824;
const ROWS_MAX = 500_000_000;

/** The types of the columns that tables of market data have. */
type ArrowType =
  | { readonly kind: "int"; readonly bits: number; readonly isSigned: boolean }
  | { readonly kind: "float"; readonly bits: number }
  | { readonly kind: "decimal"; readonly bits: number; readonly scale: number }
  | { readonly kind: "date"; readonly bits: number }
  | { readonly kind: "timestamp"; readonly bits: number; readonly unit: number }
  | { readonly kind: "text"; readonly bits: number }
  | { readonly kind: "bool"; readonly bits: number };

export type ArrowColumn = { readonly name: string; readonly type: ArrowType };
/** A column's bytes: validity bits (none when all are valid), offsets (of texts), values. */
export type ArrowBuffers = { readonly valid: DataView; readonly offsets: DataView; readonly values: DataView };
export type ArrowBatch = { readonly rows: number; readonly columns: readonly ArrowBuffers[] };
export type ArrowFile = { readonly columns: readonly ArrowColumn[]; batches(): Generator<ArrowBatch> };

/**
 * Opens an Arrow IPC file (arrow.apache.org/docs/format/Columnar.html) of plain columns. Our own reader: the library believes
 * every length that it reads and loops for hours over a damaged one.
 */
export function openArrowFile(bytes: Uint8Array): ArrowFile {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const footerBytes = view.getInt32(bytes.length - TAIL_BYTES, true);
  const footerAt = bytes.length - TAIL_BYTES - footerBytes;
  if (footerBytes <= 0 || footerAt < 8) throw new Error(`its footer claims ${footerBytes} bytes`);
  const footerView = part(view, footerAt, footerBytes);
  const footer = FlatTable.root(footerView);
  const schema = footer.table(1);
  if (schema === null) throw new Error("it has no schema");
  if (footer.vector(2, BLOCK_BYTES).length > 0) throw new Error("it keeps values in dictionaries");
  const columns = schema.tables(1).map(columnOf);
  const blocks = footer.vector(3, BLOCK_BYTES);
  return {
    columns,
    *batches() {
      for (let index = 0; index < blocks.length; index += 1) {
        const at = blocks.at + index * BLOCK_BYTES;
        const offset = count(footerView.getBigInt64(at, true));
        const headBytes = footerView.getInt32(at + 8, true);
        const bodyBytes = count(footerView.getBigInt64(at + 16, true));
        yield readBatch(columns, part(view, offset, headBytes), part(view, offset + headBytes, bodyBytes));
      }
    },
  };
}

function columnOf(field: FlatTable): ArrowColumn {
  const name = field.text(0);
  const type = field.table(3);
  if (type === null || field.table(4) !== null || field.vector(5, 4).length > 0)
    throw new Error(`its column "${name}" is no plain column`);
  return { name, type: typeOf(field.byte(2), type, name) };
}

function typeOf(kind: number, type: FlatTable, name: string): ArrowType {
  const wrong = () => new Error(`its column "${name}" is of a type that no market data has`);
  const sized = (bits: number, allowed: readonly number[]): number => {
    if (!allowed.includes(bits)) throw wrong();
    return bits;
  };
  switch (kind) {
    case 2:
      return { kind: "int", bits: sized(type.int(0), [8, 16, 32, 64]), isSigned: type.byte(1) === 1 };
    case 3:
      return { kind: "float", bits: sized(16 << type.short(0), [32, 64]) };
    case 5:
      return { kind: "text", bits: 32 };
    case 6:
      return { kind: "bool", bits: 1 };
    case 7:
      return { kind: "decimal", bits: sized(type.int(2, 128), [32, 64, 128, 256]), scale: sized(type.int(1), SCALES) };
    case 8:
      return { kind: "date", bits: type.short(0, 1) === 0 ? 32 : 64 };
    case 10:
      return { kind: "timestamp", bits: 64, unit: sized(type.short(0), [0, 1, 2, 3]) };
    case 20:
      return { kind: "text", bits: 64 };
  }
  throw wrong();
}

const SCALES = Array.from({ length: 61 }, (_, scale) => scale);

function readBatch(columns: readonly ArrowColumn[], head: DataView, body: DataView): ArrowBatch {
  const prefix = head.getUint32(0, true) === CONTINUATION ? 8 : 4;
  const message = FlatTable.root(part(head, prefix, head.byteLength - prefix));
  const batch = message.table(2);
  if (message.byte(1) !== RECORD_BATCH || batch === null) throw new Error("one of its batches is none");
  const rows = batch.long(0);
  if (rows > ROWS_MAX) throw new Error(`it claims ${rows} rows`);
  const view = part(head, prefix, head.byteLength - prefix);
  const nodes = batch.vector(1, PAIR_BYTES);
  const buffers = batch.vector(2, PAIR_BYTES);
  const codec = batch.table(3)?.byte(0) ?? null;
  let place = 0;
  const next = (): DataView => {
    if (place >= buffers.length) throw new Error("its columns are incomplete");
    const at = buffers.at + place * PAIR_BYTES;
    place += 1;
    const packed = part(body, count(view.getBigInt64(at, true)), count(view.getBigInt64(at + 8, true)));
    return codec === null ? packed : unpacked(packed, codec);
  };
  if (nodes.length !== columns.length) throw new Error(`it has ${nodes.length} of ${columns.length} columns`);
  return {
    rows,
    columns: columns.map(({ name, type }, index) => {
      const length = count(view.getBigInt64(nodes.at + index * PAIR_BYTES, true));
      const valid = next();
      const offsets = type.kind === "text" ? next() : NONE;
      const values = next();
      const [fixed, items] = type.kind === "text" ? [offsets, rows + 1] : [values, rows];
      const isShort = rows > 0 && fixed.byteLength < Math.ceil((items * type.bits) / 8);
      if (length !== rows || isShort || (valid.byteLength > 0 && valid.byteLength * 8 < rows))
        throw new Error(`its column "${name}" is incomplete`);
      return { valid, offsets, values };
    }),
  };
}

const NONE = new DataView(new ArrayBuffer(0));

function unpacked(packed: DataView, codec: number): DataView {
  if (packed.byteLength === 0) return packed;
  const length = packed.getBigInt64(0, true);
  const rest = part(packed, 8, packed.byteLength - 8);
  if (length === -1n) return rest;
  const expected = count(length);
  if (expected > BUFFER_BYTES_MAX) throw new Error(`one of its columns claims ${expected} bytes`);
  const input = new Uint8Array(rest.buffer, rest.byteOffset, rest.byteLength);
  if (codec > 1) throw new Error(`it is packed by method ${codec}`);
  const bytes = codec === 0 ? unpackLz4Frame(input) : decompressZstd(input);
  if (bytes.length !== expected) throw new Error(`one of its columns has ${bytes.length} bytes instead of ${expected}`);
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** A part of a view; throws where it reaches beyond. */
function part(view: DataView, at: number, length: number): DataView {
  if (at < 0 || length < 0 || at + length > view.byteLength)
    throw new Error(`it points to byte ${at + length} of ${view.byteLength}`);
  return new DataView(view.buffer, view.byteOffset + at, length);
}
