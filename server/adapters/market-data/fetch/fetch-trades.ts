import type { Client } from "../../../../db/client.ts";
import { loadTrades, writeTrades } from "../../../../db/market-data/events/trades.ts";
import type { DataSeries } from "../../../domain/markets/data-series.ts";
import { TradeColumnsBuilder } from "../../../domain/markets/trade-columns.ts";
import { formatTimestamp } from "../../../domain/time/timestamp.ts";
import type { GivenTrade } from "../../exchanges/event-rows.ts";
import type { Paging } from "../../exchanges/exchange-catalog.ts";
import type { PublicExchange, TradePage } from "../../exchanges/public-exchange.ts";
import { nextDay, type TimeSpan } from "./candle-pages.ts";
import { countWritten } from "./event-sink.ts";
import type { FetchedData, RunOptions } from "./fetch-candles.ts";

const HOUR_MS = 3_600_000; // Binance answers for no longer span of trades.
const DAY_MS = 24 * HOUR_MS;
const PIECE_ROWS = 20_000;

type TradesRequest = {
  readonly series: DataSeries;
  readonly paging: Paging;
  readonly from: number;
  readonly to: number;
};

/** Brings a market's public trades of `[from, to)` into the store; runs of ids that are stored already are skipped. */
export async function fetchTrades(
  sql: Client,
  exchange: PublicExchange,
  { series, paging, from, to }: TradesRequest,
  { provenance, onProgress }: RunOptions,
): Promise<FetchedData> {
  const { symbol } = series;
  const until = Math.min(to, await exchange.time());
  const begin = await nextDay({ exchange, symbol, timeframe: "1d" }, { from, until });
  const written = countWritten(series);
  const isForward = paging.order === "oldest-first";
  const known = storedIds(sql, series, isForward ? 1n : -1n);
  const refused: string[] = [];
  let pages = 0;
  let builder = new TradeColumnsBuilder();

  const flush = async () => {
    const { columns } = builder.finish();
    builder = new TradeColumnsBuilder();
    if (columns.length > 0) written.add(await writeTrades(sql, series, columns, provenance), columns);
  };

  let span: TimeSpan = { from: begin, until };
  let beside: GivenTrade | null = null;
  try {
    while (span.from < span.until) {
      const page = nextPage(span, beside, isForward);
      const trades = await exchange.trades(symbol, page);
      pages += 1;
      const inside = trades.filter(({ at }) => at >= begin && at < until);
      for (const { at, id, price, quantity, taker } of inside) {
        const problem = builder.add(at, id, price, quantity, taker);
        if (problem !== null) refused.push(`${formatTimestamp(at)}: ${problem.message}`);
      }
      if (builder.length >= PIECE_ROWS) await flush();
      const edge = isForward ? trades.at(-1) : trades[0];
      if (edge === undefined) {
        if (page.kind === "beside" || !isForward) break; // There are no more on that side.
        span = { ...span, from: Math.min(page.until, span.until) };
        continue;
      }
      beside = await known.endOfRun(edge);
      span = isForward ? { ...span, from: beside.at } : { ...span, until: beside.at + 1 };
      if (isForward ? beside.at >= until : beside.at < begin) break;
      onProgress(until - from - (span.until - span.from), until - from);
    }
  } finally {
    await flush();
  }
  onProgress(until - from, until - from);
  const bad = { total: refused.length, first: refused.slice(0, 20) };
  const report = written.report();
  // Going back in time an exchange ends where it keeps no more.
  const absent = isForward || beside === null || beside.at <= from ? [] : [{ from, until: beside.at }];
  return { series: report, pages, missing: 0, absent, refused: bad, until };
}

function nextPage({ from, until }: TimeSpan, beside: GivenTrade | null, isForward: boolean): TradePage {
  if (beside !== null) return { kind: "beside", id: beside.id };
  return { kind: "span", from, until: isForward ? Math.min(until, from + HOUR_MS) : until };
}

/** Steps over what is stored: from a trade to the last of those whose ids follow its own without a hole. */
function storedIds(sql: Client, series: DataSeries, step: bigint) {
  const days = new Map<number, ReadonlyMap<string, number>>();
  const dayOf = async (at: number): Promise<ReadonlyMap<string, number>> => {
    const day = Math.floor(at / DAY_MS) * DAY_MS;
    const kept = days.get(day);
    if (kept !== undefined) return kept;
    days.clear(); // A busy day has a million.
    const trades = await loadTrades(sql, series, { from: day, to: day + DAY_MS });
    const ids = new Map(trades?.id.map((id, index) => [id, trades.at[index] as number]));
    days.set(day, ids);
    return ids;
  };
  return {
    async endOfRun(trade: GivenTrade): Promise<GivenTrade> {
      if (!/^\d{1,30}$/.test(trade.id)) return trade;
      const ids = await dayOf(trade.at);
      let { at } = trade;
      let id = BigInt(trade.id);
      for (let next = ids.get(String(id + step)); next !== undefined; next = ids.get(String(id + step))) {
        id += step;
        at = next;
      }
      return { ...trade, id: String(id), at };
    },
  };
}
