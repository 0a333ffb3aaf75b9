import type { Client } from "../../../../db/client.ts";
import { loadBook } from "../../../../db/market-data/events/book.ts";
import { type BookColumns, bookChangeAt } from "../../../domain/markets/columns/book-columns.ts";
import type { DataSeries } from "../../../domain/markets/data-series.ts";
import type { Timestamp } from "../../../domain/time/timestamp.ts";
import { eventLine } from "../captures/protocols/event-lines.ts";

const HOUR_MS = 3_600_000;

/** The changes from row `first` on as event lines. */
export function bookLines(columns: BookColumns, first: number): string {
  // What is stored is counted in units, not in ticks and lots.
  const { priceDecimals, quantityDecimals } = columns;
  const units = { priceDecimals, quantityDecimals, ticksMantissa: 1, lotsMantissa: 1 };
  const lines: string[] = [];
  for (let row = first; row < columns.length; row += 1) {
    const { updateId, ...change } = bookChangeAt(columns, row);
    lines.push(`${eventLine({ kind: "book", ...change }, units, updateId)}\n`);
  }
  return lines.join("");
}

/** When the book as it was at `at` was last shown whole, as far back as `firstAt`; `at` itself where it was not. */
export async function lastSnapshotAt(
  sql: Client,
  series: DataSeries,
  { at, firstAt }: { readonly at: Timestamp; readonly firstAt: Timestamp },
): Promise<Timestamp> {
  for (let until = at + 1; until > firstAt; ) {
    const from = Math.floor((until - 1) / HOUR_MS) * HOUR_MS;
    const columns = await loadBook(sql, series, { from, to: until });
    const snapshotAt = columns?.at[columns.isSnapshot.lastIndexOf(1)];
    if (snapshotAt !== undefined) return snapshotAt;
    until = from;
  }
  return at;
}
