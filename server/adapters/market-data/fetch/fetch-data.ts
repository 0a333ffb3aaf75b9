import type { Client } from "../../../../db/client.ts";
import { accept, type Result, refuse } from "../../../domain/errors/rejection.ts";
import type { DataJobProgress } from "../../../domain/markets/data-job.ts";
import type { Timeframe } from "../../../domain/time/timeframe.ts";
import { findExchange } from "../../exchanges/exchange-catalog.ts";
import type { PublicExchange } from "../../exchanges/public-exchange.ts";
import { openCandleStore } from "./candle-store.ts";
import { type ExchangeContext, type ExchangeRefusal, withExchange } from "./exchange-refusals.ts";
import { type FetchedCandles, fetchCandles } from "./fetch-candles.ts";

/** `exchange` is its id, `symbol` unified; instants in UTC ms, `to` exclusive. */
export type DataFetch = {
  readonly exchange: string;
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly from: number;
  readonly to: number;
};

export type FetchContext = Omit<ExchangeContext, "onWait"> & {
  readonly sql: Client;
  readonly userId: string | null;
  readonly onProgress: (progress: DataJobProgress) => void;
};

export type FetchRefusal = "exchange-unknown" | "symbol-unknown" | "timeframe-unknown" | "span-empty" | ExchangeRefusal;

/** Carries out one download. Every refusal but the first four leaves what was fetched until then in the store. */
export async function fetchData(
  request: DataFetch,
  context: FetchContext,
): Promise<Result<FetchedCandles, FetchRefusal>> {
  const terms = findExchange(request.exchange);
  if (!terms.ok) return terms;
  if (request.from >= request.to) {
    return refuse(
      "span-empty",
      `There is nothing from ${shown(request.from)} to ${shown(request.to)}. Let it end after it begins.`,
    );
  }
  let progress: DataJobProgress = { done: 0, total: null, unit: "candles", note: "asking for its markets" };
  const say = (news: Partial<DataJobProgress>) => {
    progress = { ...progress, ...news };
    context.onProgress(progress);
  };
  const kinds = [request.symbol.includes(":") ? "perpetual" : "spot"] as const;
  const patient = { ...context, kinds, onWait: (note: string) => say({ note }) };
  return withExchange(terms.value, patient, async (exchange): Promise<Result<FetchedCandles, FetchRefusal>> => {
    say({});
    const ready = await checkMarket(exchange, request);
    if (!ready.ok) return ready;
    const { symbol, timeframe } = request;
    const series = { source: ready.value, symbol, kind: "candles", timeframe } as const;
    const store = openCandleStore(context.sql, series, {
      reason: `fetched from ${terms.value.name}`,
      userId: context.userId,
      now: context.now,
    });
    return accept(await fetchCandles(exchange, request, store, (done, total) => say({ done, total, note: "" })));
  });
}

async function checkMarket(
  exchange: PublicExchange,
  { symbol, timeframe }: DataFetch,
): Promise<Result<string, "symbol-unknown" | "timeframe-unknown">> {
  const { name, kinds } = exchange.terms;
  const market = await exchange.market(symbol);
  const source = market === undefined ? undefined : kinds[market.kind]?.source;
  if (source === undefined) {
    const form = symbol.includes(":")
      ? ""
      : ' A perpetual is written with what it settles in, such as "BTC/USDT:USDT".';
    return refuse(
      "symbol-unknown",
      `${name} has no market "${symbol}". Write it as base/quote, such as "BTC/USDT".${form}`,
    );
  }
  if (!exchange.timeframes.includes(timeframe)) {
    const offered = exchange.timeframes.join(", ");
    return refuse("timeframe-unknown", `${name} has no candles of ${timeframe}. It offers ${offered}.`);
  }
  return accept(source);
}

const shown = (at: number): string => new Date(at).toISOString();
