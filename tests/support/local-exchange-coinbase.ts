import type { Timeframe } from "../../server/domain/time/timeframe.ts";
import { type LocalExchange, openLocalExchange, type Query } from "./local-exchange.ts";
import type { Truth } from "./local-exchange-truth.ts";

const TIMEFRAMES: Readonly<Record<string, Timeframe>> = { ONE_MINUTE: "1m", ONE_HOUR: "1h", ONE_DAY: "1d" };
const MOST = 350;

export type LocalCoinbaseOptions = { readonly truth: Truth; readonly now: () => number };

/** Speaks Coinbase's public REST: seconds, both ends inclusive, newest first, and no span of more than 350 candles. */
export function openLocalCoinbase({ truth, now }: LocalCoinbaseOptions): Promise<LocalExchange> {
  return openLocalExchange({
    now,
    routes: {
      "/v2/time": () => ({ data: { epoch: Math.floor(truth.now / 1_000), iso: new Date(truth.now).toISOString() } }),
      "/api/v3/brokerage/market/products": ({ product_type }) => ({
        products: product_type === undefined ? [product] : [],
        num_products: "1",
      }),
      "/api/v3/brokerage/market/products/BTC-USD/candles": (query) => page(truth, query),
    },
  });
}

function page(truth: Truth, { start = "0", end = "0", granularity = "ONE_MINUTE" }: Query): unknown {
  const candles = truth.between(Number(start) * 1_000, Number(end) * 1_000 + 1, TIMEFRAMES[granularity] ?? "1m");
  const seconds = { ONE_MINUTE: 60, ONE_HOUR: 3_600, ONE_DAY: 86_400 }[granularity] ?? 60;
  if ((Number(end) - Number(start)) / seconds >= MOST)
    return { error: "INVALID_ARGUMENT", error_description: "too many candles" };
  return {
    candles: candles.toReversed().map(({ openAt, open, high, low, close, volume }) => ({
      start: String(openAt / 1_000),
      low,
      high,
      open,
      close,
      volume,
    })),
  };
}

const product = {
  product_id: "BTC-USD",
  base_increment: "0.00000001",
  quote_increment: "0.01",
  price_increment: "0.01",
  quote_min_size: "1",
  quote_max_size: "150000000",
  base_min_size: "0.00000001",
  base_max_size: "3400",
  status: "online",
  trading_disabled: false,
  product_type: "SPOT",
  quote_currency_id: "USD",
  base_currency_id: "BTC",
  alias_to: [],
};
