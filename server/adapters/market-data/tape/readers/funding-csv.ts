import type { Instrument } from "../../../../domain/markets/instrument.ts";
import { parseScaled } from "../../../../domain/money/decimal.ts";
import { SANITY_DEFAULTS, SanityFilter } from "../../quality/sanity-filter.ts";
import { EventColumns } from "../columns/event-columns.ts";
import type { RecordedTape, TapeReader } from "../recorded-tape.ts";
import { TapeError } from "../tape-error.ts";
import { type CsvHeader, findColumns, readInstant } from "./csv-columns.ts";
import { plainDecimal } from "./plain-decimal.ts";

/** More than any venue writes: the longest seen has 18. */
const RATE_DECIMALS_MAX = 30;

/** Funding `funding_time,funding_rate`, times in milliseconds of the settlement. Such files say nothing of the mark price. */
export class FundingCsvReader implements TapeReader {
  readonly #name: string;
  readonly #columns: EventColumns;
  readonly #sanity: SanityFilter;
  readonly #column: Record<"time" | "rate", number>;
  #lastAt = 0;

  constructor(header: CsvHeader, instrument: Instrument) {
    this.#name = header.name;
    this.#columns = new EventColumns(instrument.id);
    this.#sanity = new SanityFilter(instrument.id, { ...SANITY_DEFAULTS, quantityLotsMax: 0 });
    this.#column = findColumns(header, { time: ["funding_time"], rate: ["funding_rate"] });
  }

  line(text: string, line: number): void {
    const cells = text.split(",");
    const at = readInstant(this.#name, line, cells[this.#column.time], 1);
    const rate = plainDecimal(cells[this.#column.rate] ?? "");
    if (!("value" in parseScaled(rate, RATE_DECIMALS_MAX))) {
      throw new TapeError(this.#name, line, `Funding rate "${rate}" is no plain decimal number.`);
    }
    if (at <= this.#lastAt) {
      throw new TapeError(
        this.#name,
        line,
        `Funding of ${at} does not follow that of ${this.#lastAt}. Sort the file by time.`,
      );
    }
    this.#lastAt = at;
    const { instrumentId } = this.#columns;
    const event = { kind: "funding", instrumentId, at, rate, markTicks: 0 } as const;
    for (const passed of this.#sanity.observe(event)) this.#columns.add(passed);
  }

  finish(): readonly RecordedTape[] {
    return [this.#columns];
  }
}
