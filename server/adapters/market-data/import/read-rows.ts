import type { ReadOptions } from "./import-options.ts";
import { candleRows } from "./rows/candle-rows.ts";
import { fundingRows } from "./rows/funding-rows.ts";
import type { ProblemList } from "./rows/problem-list.ts";
import { inReverse } from "./rows/reversed-rows.ts";
import type { RowContext, RowReader } from "./rows/row-context.ts";
import { tradeRows } from "./rows/trade-rows.ts";
import type { SeriesTargets } from "./targets/series-targets.ts";
import type { UnderstoodTable } from "./understand-table.ts";

/** Where rows go, and what is told after each portion of them. */
export type ReadInto = {
  readonly targets: SeriesTargets;
  readonly problems: ProblemList;
  readonly onPortion?: () => void;
};

export type ReadRows = { readonly rows: number; readonly keptOut: number };

/** Reads a table to its end into the series it belongs to; bad rows go to `problems`. */
export async function readRows(
  understood: UnderstoodTable,
  options: ReadOptions,
  { targets, problems, onPortion }: ReadInto,
): Promise<ReadRows> {
  const { member, table, layout, identity, hints, isDescending } = understood;
  const keepsLast = options.lastCandle === undefined ? hints.hasPeriod : options.lastCandle === "keep";
  const context: RowContext = { file: member.name, layout, identity, targets, problems, now: options.now, keepsLast };
  const reader = isDescending ? inReverse(rowReader(context), member.name) : rowReader(context);
  const width = table.columns?.length ?? table.sample[0]?.length ?? 0;
  let rows = 0;
  await targets.makeRoom(isDescending ? null : understood.firstAt);
  await table.forEachRow(
    (cells, row) => {
      rows += 1;
      if (cells.count === width || (cells.count === width + 1 && cells.text(width) === "")) reader.handle(cells, row);
      else problems.add(member.name, row, "cell-count", `The row has ${cells.count} cells, the first one ${width}.`);
    },
    async () => {
      options.signal?.throwIfAborted();
      onPortion?.();
      await targets.drain();
    },
  );
  return { rows, keptOut: reader.end() };
}

function rowReader(context: RowContext): RowReader {
  switch (context.layout.kind) {
    case "candles":
      return candleRows(context);
    case "trades":
      return tradeRows(context);
    case "funding":
      return fundingRows(context);
  }
}
