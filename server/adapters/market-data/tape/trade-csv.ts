import type { Instrument } from "../../../domain/markets/instrument.ts";
import type { Side } from "../../../domain/orders/order-type.ts";
import { findColumns, headerNames, readInstant } from "./csv-columns.ts";
import { GridReader } from "./grid-reader.ts";
import type { RecordedTape } from "./recorded-tape.ts";
import { TapeError } from "./tape-error.ts";
import type { TapeFile } from "./tape-file.ts";

/**
 * Public trades: a time (`exch_time_ms`, `time_ms` or `time_s`), `trade_id`, `price`, a quantity (`qty` or `amount`) and who
 * took (`buyer_is_maker` or `side`, the taker's). The lines keep their order; a time that steps back is raised to the last.
 */
export function readTradeCsv(file: TapeFile, instrument: Instrument): RecordedTape {
  const names = headerNames(file);
  const column = findColumns(file, {
    time: ["exch_time_ms", "time_ms", "time_s"],
    tradeId: ["trade_id"],
    price: ["price"],
    quantity: ["qty", "amount"],
    aggressor: ["buyer_is_maker", "side"],
  });
  const unitMs = names[column.time] === "time_s" ? 1_000 : 1;
  const grid = new GridReader(instrument, file.name);
  const length = file.lines.length - 1;
  const ats = new Float64Array(length);
  const ticks = new Float64Array(length);
  const lots = new Float64Array(length);
  const ids: string[] = [];
  const aggressors: Side[] = [];
  let runningAt = 0;
  for (let index = 0; index < length; index += 1) {
    const line = index + 2;
    const cells = (file.lines[index + 1] ?? "").split(",");
    runningAt = Math.max(runningAt, readInstant(file, line, cells[column.time], unitMs));
    const tradeId = cells[column.tradeId];
    if (tradeId === undefined || tradeId === "") throw new TapeError(file.name, line, "Trade id is missing.");
    ats[index] = runningAt;
    ticks[index] = grid.ticks(cells[column.price], "Price", line);
    lots[index] = grid.lots(cells[column.quantity], "Quantity", line);
    if (lots[index] === 0)
      throw new TapeError(file.name, line, `Quantity "${cells[column.quantity]}" must be above zero.`);
    ids.push(tradeId);
    aggressors.push(readAggressor(file, line, cells[column.aggressor]));
  }
  return {
    instrumentId: instrument.id,
    length,
    atOf: (index) => ats[index] as number,
    eventAt: (index) => ({
      kind: "trade",
      instrumentId: instrument.id,
      at: ats[index] as number,
      tradeId: ids[index] as string,
      priceTicks: ticks[index] as number,
      quantityLots: lots[index] as number,
      aggressor: aggressors[index] as Side,
    }),
  };
}

function readAggressor(file: TapeFile, line: number, text: string | undefined): Side {
  switch (text?.toLowerCase()) {
    case "true": // The buyer waited, so the seller took.
    case "sell":
      return "sell";
    case "false":
    case "buy":
      return "buy";
  }
  throw new TapeError(file.name, line, `Side "${text ?? ""}" must be true or false (buyer is maker), or buy or sell.`);
}
