import {
  type DecodedArray,
  type FileMetaData,
  type ParquetScan,
  parquetMetadataAsync,
  parquetScan,
  type SchemaElement,
} from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { ImportError, messageOf } from "../import-error.ts";
import { ColumnCells, decimalText, singleText } from "./column-cells.ts";
import { type RowHandler, SAMPLE_ROWS, type Table } from "./table.ts";

const ROWS_MAX = 500_000_000;
const DAY_MS = 86_400_000;

type Column = { readonly name: string; textOf(value: unknown): string };

/**
 * A Parquet file as a table. Decimals are read as the integers they are stored as: the library would multiply them by a float,
 * so the schema it works from says nothing of decimals, and none passes through one.
 */
export async function readParquetTable(bytes: Uint8Array<ArrayBuffer>, name: string): Promise<Table> {
  try {
    const metadata = await parquetMetadataAsync(bytes.buffer, { geoparquet: false });
    const rows = Number(metadata.num_rows);
    if (!(rows >= 0 && rows < ROWS_MAX)) throw new Error(`it claims ${rows} rows`);
    const columns = flatColumns(metadata);
    const raw: FileMetaData = { ...metadata, schema: metadata.schema.map(withoutMeaning) };
    const scan = await parquetScan({
      file: bytes.buffer,
      metadata: raw,
      compressors,
      utf8: false,
      geoparquet: false,
      useOffsetIndex: false,
      parsers: { timestampFromNanoseconds: (nanos) => nanos },
    });
    const sample: string[][] = [];
    await readRange(scan, columns, 0, (cells, row) => {
      if (row <= SAMPLE_ROWS) sample.push(columns.map((_, column) => cells.text(column)));
    });
    return {
      format: "parquet",
      columns: columns.map((column) => column.name),
      sample,
      async forEachRow(handle, afterPortion) {
        let row = 0;
        for (let range = 0; range < scan.ranges.length; range += 1) {
          row += await readRange(scan, columns, range, (cells, within) => handle(cells, row + within)).catch(
            (cause: unknown) => {
              throw damaged(cause, name);
            },
          );
          await afterPortion();
        }
        if (row !== rows) throw damaged(new Error(`it holds ${row} rows instead of ${rows}`), name);
      },
    };
  } catch (cause) {
    throw damaged(cause, name);
  }
}

async function readRange(
  scan: ParquetScan,
  columns: readonly Column[],
  number: number,
  handle: RowHandler,
): Promise<number> {
  const range = scan.ranges[number];
  if (range === undefined) return 0;
  const length = range.rowEnd - range.rowStart;
  const values: DecodedArray[] = [];
  for (const column of columns) {
    const data = await scan.readColumn({ ...range, column: column.name });
    if (data.length !== length) throw new Error(`column "${column.name}" has ${data.length} of ${length} values`);
    values.push(data);
  }
  const cells = new ColumnCells(
    columns.map(
      ({ textOf }, place) =>
        (row) =>
          textOf(values[place]?.[row]),
    ),
  );
  for (let index = 0; index < length; index += 1) handle(cells.load(index), index + 1);
  return length;
}

function flatColumns({ schema }: FileMetaData): readonly Column[] {
  const [root, ...elements] = schema;
  const nested = elements.find(({ num_children, repetition_type }) => num_children || repetition_type === "REPEATED");
  if (nested !== undefined) throw new Error(`its column "${nested.name}" is no plain column`);
  if (root?.num_children !== elements.length) throw new Error("its schema is malformed");
  return elements.map((element) => ({ name: element.name, textOf: textOfElement(element) }));
}

/** The library then hands over what is stored. */
function withoutMeaning(element: SchemaElement): SchemaElement {
  const { converted_type: _converted, logical_type: _logical, ...stored } = element;
  return stored;
}

const decoder = new TextDecoder("utf-8", { fatal: true });

function textOfElement({ type, converted_type, logical_type, scale }: SchemaElement): (value: unknown) => string {
  if (converted_type === "DECIMAL" || logical_type?.type === "DECIMAL") {
    const places = scale ?? (logical_type?.type === "DECIMAL" ? logical_type.scale : 0);
    if (!(places >= 0 && places <= 60)) throw new Error(`it has decimals with ${places} places`);
    return (value) => decimalText(value, places);
  }
  if (converted_type === "DATE" || logical_type?.type === "DATE")
    return (value) => (value === null || value === undefined ? "" : String(Number(value) * DAY_MS));
  if (type === "FLOAT") return (value) => (typeof value === "number" ? singleText(value) : "");
  const isUnsigned = converted_type?.startsWith("UINT") || (logical_type?.type === "INTEGER" && !logical_type.isSigned);
  return (value) => {
    if (value === null || value === undefined) return "";
    if (value instanceof Uint8Array) return decoder.decode(value);
    if (isUnsigned && typeof value === "bigint") return BigInt.asUintN(64, value).toString();
    if (isUnsigned && typeof value === "number") return String(value >>> 0);
    return String(value);
  };
}

const damaged = (cause: unknown, name: string): ImportError =>
  cause instanceof ImportError
    ? cause
    : new ImportError(
        "file-corrupt",
        name,
        `cannot be read as Parquet (${messageOf(cause)}). Get it anew, or write it with plain columns.`,
      );
