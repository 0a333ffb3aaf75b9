import type { Side } from "../../../../domain/orders/order-type.ts";
import type { RowCells } from "../tables/table.ts";
import { perSeries, type RowContext, type RowReader, readerOfTimes, timeMessage } from "./row-context.ts";

/** Reads trades in the order of the file; their ids tell which came already. */
export function tradeRows(context: RowContext): RowReader {
  const { layout, file, problems, targets, now } = context;
  const { columns } = layout;
  const readTime = readerOfTimes(layout);
  const states = perSeries(context, (series) => targets.trades(series));
  const text = (cells: RowCells, column: number | undefined): string =>
    column === undefined ? "" : cells.text(column);
  return {
    handle(cells, row) {
      const target = states.of(cells);
      if (target === null) {
        problems.add(file, row, "missing-cell", `Symbol "${text(cells, columns.symbol)}" names no two currencies.`);
        return;
      }
      const time = text(cells, columns.time);
      const at = readTime(time);
      if (Number.isNaN(at) || at > now) {
        problems.add(file, row, time === "" ? "missing-cell" : "bad-time", timeMessage(time, layout));
        return;
      }
      const tradeId = text(cells, columns.trade_id);
      const aggressor = readAggressor(text(cells, columns.side), text(cells, columns.buyer_is_maker));
      if (aggressor === null) {
        const seen = text(cells, columns.side ?? columns.buyer_is_maker);
        problems.add(
          file,
          row,
          "bad-side",
          `Side "${seen}" must be buy or sell, or true or false for "buyer is maker".`,
        );
        return;
      }
      const price = text(cells, columns.price);
      const quantity = text(cells, columns.quantity);
      target.add(file, row, { at, tradeId, price, quantity, aggressor: aggressor === "unknown" ? null : aggressor });
    },
    end: () => 0,
  };
}

function readAggressor(side: string, buyerIsMaker: string): Side | "unknown" | null {
  switch ((side === "" ? buyerIsMaker : side).toLowerCase()) {
    case "buy":
    case "bid":
    case "b":
      return "buy";
    case "sell":
    case "ask":
    case "s":
      return "sell";
    case "true": // The buyer waited, so the seller took.
    case "1":
      return "sell";
    case "false":
    case "0":
      return "buy";
    case "unknown":
      return "unknown";
  }
  return null;
}
