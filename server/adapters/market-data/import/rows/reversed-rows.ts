import { ImportError } from "../import-error.ts";
import { ListedCells } from "../tables/table.ts";
import type { RowReader } from "./row-context.ts";

const ROWS_MAX = 5_000_000;

/** For files whose newest row comes first: holds them all and reads them from the end. */
export function inReverse(reader: RowReader, file: string): RowReader {
  const rows: { readonly row: number; readonly cells: readonly string[] }[] = [];
  return {
    handle(cells, row) {
      if (rows.length >= ROWS_MAX) {
        throw new ImportError(
          "file-too-large",
          file,
          `has its newest row first and more than ${ROWS_MAX} rows. Sort it.`,
        );
      }
      rows.push({ row, cells: Array.from({ length: cells.count }, (_, column) => cells.text(column)) });
    },
    end() {
      const cells = new ListedCells();
      for (const held of rows.reverse()) reader.handle(cells.load(held.cells), held.row);
      return reader.end();
    },
  };
}
