import type { Instrument } from "../../../../domain/markets/instrument.ts";
import type { Side } from "../../../../domain/orders/order-type.ts";
import { SANITY_DEFAULTS, SanityFilter } from "../../quality/sanity-filter.ts";
import { EventColumns } from "../columns/event-columns.ts";
import { GridReader } from "../grid-reader.ts";
import type { RecordedTape, TapeReader } from "../recorded-tape.ts";
import { TapeError } from "../tape-error.ts";
import { type CsvHeader, findColumns, headerNames, readInstant } from "./csv-columns.ts";

/** A print may sum up what one large order took. */
const ORDERS_PER_TRADE_MAX = 1_000;

/**
 * Public trades: a time (`exch_time_ms`, `time_ms` or `time_s`), `trade_id`, `price`, a quantity (`qty` or `amount`) and who took (`buyer_is_maker` or `side`, the taker's). The lines keep their order; a time that
 * steps back is raised to the last.
 */
export class TradeCsvReader implements TapeReader {
  readonly #name: string;
  readonly #grid: GridReader;
  readonly #columns: EventColumns;
  readonly #sanity: SanityFilter;
  readonly #unitMs: number;
  readonly #column: Record<"time" | "tradeId" | "price" | "quantity" | "aggressor", number>;

  constructor(header: CsvHeader, instrument: Instrument) {
    this.#name = header.name;
    this.#grid = new GridReader(instrument, header.name);
    this.#columns = new EventColumns(instrument.id);
    this.#sanity = new SanityFilter(instrument.id, {
      ...SANITY_DEFAULTS,
      quantityLotsMax: Math.min(instrument.quantityLotsMax * ORDERS_PER_TRADE_MAX, Number.MAX_SAFE_INTEGER),
    });
    this.#column = findColumns(header, {
      time: ["exch_time_ms", "time_ms", "time_s"],
      tradeId: ["trade_id"],
      price: ["price"],
      quantity: ["qty", "amount"],
      aggressor: ["buyer_is_maker", "side"],
    });
    this.#unitMs = headerNames(header.text)[this.#column.time] === "time_s" ? 1_000 : 1;
  }

  line(text: string, line: number): void {
    const cells = text.split(",");
    const column = this.#column;
    const at = readInstant(this.#name, line, cells[column.time], this.#unitMs);
    const tradeId = cells[column.tradeId];
    if (tradeId === undefined || tradeId === "") throw new TapeError(this.#name, line, "Trade id is missing.");
    const priceTicks = this.#grid.ticks(cells[column.price], "Price", line);
    const quantityLots = this.#grid.lots(cells[column.quantity], "Quantity", line);
    if (quantityLots === 0) {
      throw new TapeError(this.#name, line, `Quantity "${cells[column.quantity]}" must be above zero.`);
    }
    const aggressor = readAggressor(this.#name, line, cells[column.aggressor]);
    const { instrumentId } = this.#grid;
    const event = { kind: "trade", instrumentId, at, tradeId, priceTicks, quantityLots, aggressor } as const;
    for (const passed of this.#sanity.observe(event)) this.#columns.add(passed);
  }

  finish(): readonly RecordedTape[] {
    return [this.#columns];
  }
}

function readAggressor(name: string, line: number, text: string | undefined): Side {
  switch (text?.toLowerCase()) {
    case "true": // The buyer waited, so the seller took.
    case "sell":
      return "sell";
    case "false":
    case "buy":
      return "buy";
  }
  throw new TapeError(name, line, `Side "${text ?? ""}" must be true or false (buyer is maker), or buy or sell.`);
}
