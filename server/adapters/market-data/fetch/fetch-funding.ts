import type { Client } from "../../../../db/client.ts";
import { writeFunding } from "../../../../db/market-data/events/funding.ts";
import type { DataSeries } from "../../../domain/markets/data-series.ts";
import { FundingRatesBuilder } from "../../../domain/markets/funding-rates.ts";
import { formatTimestamp } from "../../../domain/time/timestamp.ts";
import type { Paging } from "../../exchanges/exchange-catalog.ts";
import type { PublicExchange } from "../../exchanges/public-exchange.ts";
import { countWritten } from "./event-sink.ts";
import type { FetchedData, RunOptions } from "./fetch-candles.ts";

type FundingRequest = {
  readonly series: DataSeries;
  readonly paging: Paging;
  readonly from: number;
  readonly to: number;
};

/** Brings a perpetual's funding of `[from, to)` into the store. A page holds months of it: everything is asked for anew. */
export async function fetchFunding(
  sql: Client,
  exchange: PublicExchange,
  { series, paging, from, to }: FundingRequest,
  { provenance, onProgress }: RunOptions,
): Promise<FetchedData> {
  const { symbol } = series;
  const { order, limit } = paging;
  const until = Math.min(to, await exchange.time());
  const written = countWritten(series);
  const refused: string[] = [];
  let pages = 0;
  let [begin, end] = [from, until];
  while (begin < end) {
    const rates = await exchange.funding({ symbol, from: begin, until: end, limit });
    const [first] = rates;
    const last = rates.at(-1);
    if (first === undefined || last === undefined) break;
    pages += 1;
    const builder = new FundingRatesBuilder();
    for (const { at, rate } of rates) {
      const problem = builder.add(at, rate);
      if (problem !== null) refused.push(`${formatTimestamp(at)}: ${problem.message}`);
    }
    const { columns } = builder.finish();
    written.add(await writeFunding(sql, series, columns, provenance), columns);
    if (order === "oldest-first") begin = last.at + 1;
    else end = first.at;
    onProgress(until - from - (end - begin), until - from);
  }
  const bad = { total: refused.length, first: refused.slice(0, 20) };
  return { series: written.report(), pages, missing: 0, absent: [], refused: bad, until };
}
