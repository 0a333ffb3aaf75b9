import { findFundingDefects } from "../../../server/domain/markets/columns/funding-defects.ts";
import type { DataSeries } from "../../../server/domain/markets/data-series.ts";
import type { FundingRates } from "../../../server/domain/markets/funding-rates.ts";
import type { Provenance } from "../chunks.ts";
import { ColumnReader } from "../codec/column-reader.ts";
import { ColumnWriter } from "../codec/column-writer.ts";
import type { Connection } from "../transaction.ts";
import { type EventKind, type EventRange, type EventWrite, loadEvents, writeEvents } from "./event-store.ts";

const FUNDING: EventKind<FundingRates> = {
  kind: "funding",
  encoding: 1,
  encode: ({ length, at, rate }) => {
    const writer = new ColumnWriter();
    writer.unsigned(length);
    writer.column(at.map((time, index) => (index === 0 ? time : time - (at[index - 1] as number))));
    for (const one of rate) writer.text(one);
    return writer.finish();
  },
  decode: (bytes) => {
    const reader = new ColumnReader(bytes);
    const length = reader.unsigned();
    const at = reader.numbers(new Float64Array(length));
    for (let index = 1; index < length; index += 1) at[index] = (at[index] as number) + (at[index - 1] as number);
    return { length, at, rate: Array.from({ length }, () => reader.text()) };
  },
  keyOf: ({ at }, index) => at[index] as number,
  isSame: ({ rate }, a, b) => rate[a] === rate[b],
  describe: ({ at, rate }, index) => `${rate[index]} at ${at[index]}`,
  join: (parts) => ({
    length: parts.reduce((sum, part) => sum + part.length, 0),
    at: Float64Array.from(parts.flatMap((part) => [...part.at])),
    rate: parts.flatMap((part) => part.rate),
  }),
  pick: ({ at, rate }, rows) => ({
    length: rows.length,
    at: Float64Array.from(rows, (row) => at[row] as number),
    rate: Array.from(rows, (row) => rate[row] as string),
  }),
  judge: findFundingDefects,
};

/** Adds funding rates; one whose time is stored already is left alone, or reported when it differs. */
export const writeFunding = (
  sql: Connection,
  series: DataSeries,
  columns: FundingRates,
  provenance: Provenance,
): Promise<EventWrite> => writeEvents(sql, series, FUNDING, columns, provenance);

/** The stored rates in `[from, to)`; null when there is none. */
export const loadFunding = (
  sql: Connection,
  series: DataSeries,
  range: EventRange = {},
): Promise<FundingRates | null> => loadEvents(sql, series, FUNDING, range);
