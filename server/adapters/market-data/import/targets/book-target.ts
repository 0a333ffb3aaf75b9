import { type BookChange, type BookColumns, bookColumns } from "../../../../domain/markets/columns/book-columns.ts";

/** The units that a book's prices and quantities are counted in. */
export type BookUnits = { readonly priceDecimals: number; readonly quantityDecimals: number };

/** Where the book changes of one series go. */
export class BookTarget {
  readonly #units: BookUnits;
  #changes: BookChange[] = [];
  lastAt = 0;

  constructor(units: BookUnits) {
    this.#units = units;
  }

  get length(): number {
    return this.#changes.length;
  }

  /** The order of the changes is the book's; a time that steps back is raised to the last. */
  add(change: BookChange): void {
    this.lastAt = Math.max(this.lastAt, change.at);
    this.#changes.push(change.at === this.lastAt ? change : { ...change, at: this.lastAt });
  }

  /** The changes since the last time, and begins anew. */
  take(): BookColumns {
    const columns = bookColumns(this.#units, this.#changes);
    this.#changes = [];
    return columns;
  }
}
