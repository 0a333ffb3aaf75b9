import type { ImportFormat } from "../../../../domain/markets/import-report.ts";

/** One row's cells as exact text; the object is the same from row to row. */
export type RowCells = { readonly count: number; text(column: number): string };

/** `row` is the line of a text, else the row from 1. */
export type RowHandler = (cells: RowCells, row: number) => void;

/** Rows and columns of a file, whatever its format. */
export type Table = {
  readonly format: ImportFormat;
  /** Names as the file gives them; null without a header. */
  readonly columns: readonly string[] | null;
  /** The first rows, for finding out what they are and for showing. */
  readonly sample: readonly (readonly string[])[];
  /** Hands over every row in the order of the file; between portions it waits for `afterPortion`. */
  forEachRow(handle: RowHandler, afterPortion: () => Promise<void>): Promise<void>;
};

export const SAMPLE_ROWS = 50;

/** Cells that are in memory already. */
export class ListedCells implements RowCells {
  #cells: readonly string[] = [];
  get count(): number {
    return this.#cells.length;
  }
  load(cells: readonly string[]): this {
    this.#cells = cells;
    return this;
  }
  text(column: number): string {
    return this.#cells[column] ?? "";
  }
}
