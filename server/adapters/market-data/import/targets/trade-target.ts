import type { RowProblemCode } from "../../../../domain/markets/import-report.ts";
import { type TradeColumns, TradeColumnsBuilder, type TradeProblem } from "../../../../domain/markets/trade-columns.ts";
import type { Side } from "../../../../domain/orders/order-type.ts";
import type { Timestamp } from "../../../../domain/time/timestamp.ts";
import type { ProblemList } from "../rows/problem-list.ts";
import { RowPlaces } from "./row-places.ts";

export type TradeTexts = {
  readonly at: Timestamp;
  readonly tradeId: string;
  readonly price: string;
  readonly quantity: string;
  /** Null where the exchange does not say. */
  readonly aggressor: Side | null;
};

const CODES: Readonly<Record<TradeProblem["code"], RowProblemCode>> = {
  "bad-time": "bad-time",
  "no-id": "missing-cell",
  "not-a-number": "not-a-number",
  "not-positive": "not-positive",
};

/** Where the trades of one series go. */
export class TradeTarget {
  readonly #problems: ProblemList;
  readonly #places = new RowPlaces();
  #builder = new TradeColumnsBuilder();
  /** The latest of the trades taken. */
  lastAt = 0;

  constructor(problems: ProblemList) {
    this.#problems = problems;
  }

  get length(): number {
    return this.#builder.length;
  }

  /** Takes a trade, or notes what is wrong with it. */
  add(file: string, row: number, { at, tradeId, price, quantity, aggressor }: TradeTexts): void {
    const problem = this.#builder.add(at, tradeId, price, quantity, aggressor);
    if (problem !== null) {
      this.#problems.add(file, row, CODES[problem.code], `${problem.message}.`);
      return;
    }
    this.#places.push(file, row);
    if (at > this.lastAt) this.lastAt = at;
  }

  /** The trades since the last time, and begins anew; ids that came twice are noted. */
  take(): TradeColumns {
    const { columns, duplicates, conflicts } = this.#builder.finish();
    for (const { id, row, firstRow } of [...duplicates, ...conflicts]) {
      const place = this.#places.at(row);
      const first = this.#places.at(firstRow);
      this.#problems.add(place.file, place.row, "duplicate", `Trade "${id}" came already, in row ${first.row}.`);
    }
    this.#builder = new TradeColumnsBuilder();
    this.#places.clear();
    return columns;
  }
}
