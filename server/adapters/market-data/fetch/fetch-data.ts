import type { Client } from "../../../../db/client.ts";
import { accept, type Result, refuse } from "../../../domain/errors/rejection.ts";
import type { DataJobProgress } from "../../../domain/markets/data-job.ts";
import { TIMEFRAMES, type Timeframe } from "../../../domain/time/timeframe.ts";
import { findExchange } from "../../exchanges/exchange-catalog.ts";
import type { PublicExchange } from "../../exchanges/public-exchange.ts";
import { openCandleStore } from "./candle-store.ts";
import { type ExchangeContext, type ExchangeRefusal, withExchange } from "./exchange-refusals.ts";
import { type FetchedData, fetchCandles, type RunOptions } from "./fetch-candles.ts";
import { fetchFunding } from "./fetch-funding.ts";
import { fetchTrades } from "./fetch-trades.ts";

export const FETCHED_KINDS = ["candles", "funding", "trades"] as const;
export type FetchedKind = (typeof FETCHED_KINDS)[number];

const MINUTE_MS = 60_000;

/** `exchange` is its id, `symbol` unified; instants in UTC ms, `to` exclusive. */
export type DataFetch = {
  readonly exchange: string;
  readonly symbol: string;
  readonly kind: FetchedKind;
  /** Null for everything but candles. */
  readonly timeframe: Timeframe | null;
  readonly from: number;
  readonly to: number;
};

export type FetchContext = Omit<ExchangeContext, "onWait"> & {
  readonly sql: Client;
  readonly userId: string | null;
  readonly onProgress: (progress: DataJobProgress) => void;
};

export type FetchRefusal =
  | "exchange-unknown"
  | "symbol-unknown"
  | "timeframe-unknown"
  | "kind-unavailable"
  | "span-empty"
  | ExchangeRefusal;

/** Carries out one download. Every refusal of the exchange leaves what was fetched until then in the store. */
export async function fetchData(request: DataFetch, context: FetchContext): Promise<Result<FetchedData, FetchRefusal>> {
  const terms = findExchange(request.exchange);
  if (!terms.ok) return terms;
  if (request.from >= request.to) {
    return refuse(
      "span-empty",
      `There is nothing from ${shown(request.from)} to ${shown(request.to)}. Let it end after it begins.`,
    );
  }
  const unit = request.kind === "candles" ? "candles" : "minutes";
  let progress: DataJobProgress = { done: 0, total: null, unit, note: "asking for its markets" };
  const say = (news: Partial<DataJobProgress>) => {
    progress = { ...progress, ...news };
    context.onProgress(progress);
  };
  const kinds = [request.symbol.includes(":") ? "perpetual" : "spot"] as const;
  const patient = { ...context, kinds, onWait: (note: string) => say({ note }) };
  return withExchange(terms.value, patient, async (exchange): Promise<Result<FetchedData, FetchRefusal>> => {
    say({});
    const ready = await checkMarket(exchange, request);
    if (!ready.ok) return ready;
    const provenance = { reason: `fetched from ${terms.value.name}`, userId: context.userId };
    const perUnit = request.kind === "candles" ? 1 : MINUTE_MS;
    const onProgress = (done: number, total: number) =>
      say({ done: Math.floor(done / perUnit), total: Math.ceil(total / perUnit), note: "" });
    return accept(await bring(exchange, { ...request, source: ready.value }, context, { provenance, onProgress }));
  });
}

/** `source` is where the market's data is kept; the request fits what the exchange offers. */
function bring(
  exchange: PublicExchange,
  { source, symbol, kind, timeframe, from, to }: DataFetch & { readonly source: string },
  { sql, now }: FetchContext,
  options: RunOptions,
): Promise<FetchedData> {
  const { funding, trades } = exchange.terms;
  if (kind === "funding" && funding !== null) {
    const series = { source, symbol, kind, timeframe: null };
    return fetchFunding(sql, exchange, { series, paging: funding, from, to }, options);
  }
  if (kind === "trades" && trades !== null) {
    const series = { source: `${source}${trades.sourceSuffix}`, symbol, kind, timeframe: null };
    return fetchTrades(sql, exchange, { series, paging: trades, from, to }, options);
  }
  if (kind !== "candles" || timeframe === null) throw new RangeError(`${kind} of ${symbol} cannot be fetched`);
  const store = openCandleStore(sql, { source, symbol, kind, timeframe }, { ...options.provenance, now });
  return fetchCandles(exchange, { symbol, timeframe, from, to }, store, options.onProgress);
}

async function checkMarket(
  exchange: PublicExchange,
  { symbol, kind, timeframe }: DataFetch,
): Promise<Result<string, "symbol-unknown" | "timeframe-unknown" | "kind-unavailable">> {
  const { name, kinds, funding, trades } = exchange.terms;
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
  if (kind === "funding" && (funding === null || market?.kind !== "perpetual")) {
    return refuse("kind-unavailable", `${name} pays no funding on "${symbol}". Only a perpetual has it.`);
  }
  if (kind === "trades" && trades === null) {
    return refuse(
      "kind-unavailable",
      `${name} shows only its latest trades. Ask for candles, or import a file of trades.`,
    );
  }
  if (kind === "candles" && (timeframe === null || !exchange.timeframes.includes(timeframe))) {
    const offered = TIMEFRAMES.filter((each) => exchange.timeframes.includes(each)).join(", ");
    return refuse(
      "timeframe-unknown",
      `${name} has no candles of ${timeframe ?? "no timeframe"}. It offers ${offered}.`,
    );
  }
  return accept(source);
}

const shown = (at: number): string => new Date(at).toISOString();
