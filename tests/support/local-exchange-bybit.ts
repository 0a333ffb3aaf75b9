import type { Timeframe } from "../../server/domain/time/timeframe.ts";
import { type LocalExchange, openLocalExchange, type Query } from "./local-exchange.ts";
import type { Truth } from "./local-exchange-truth.ts";

const TIMEFRAMES: Readonly<Record<string, Timeframe>> = { "1": "1m", "60": "1h", D: "1d" };

export type LocalBybitOptions = { readonly truth: Truth; readonly now: () => number };

/** Speaks Bybit's REST of version 5: the end of a span, newest first. */
export function openLocalBybit({ truth, now }: LocalBybitOptions): Promise<LocalExchange> {
  const answer = (result: object) => ({ retCode: 0, retMsg: "OK", result, retExtInfo: {}, time: truth.now });
  return openLocalExchange({
    now,
    routes: {
      "/v5/market/time": () => answer({ timeSecond: String(Math.floor(truth.now / 1_000)) }),
      "/v5/market/instruments-info": ({ category = "", status, cursor }) =>
        answer({
          category,
          list: status !== undefined || cursor !== undefined ? [] : [category === "spot" ? spot : linear],
          nextPageCursor: category === "spot" ? "" : "more",
        }),
      "/v5/market/kline": (query) => answer({ ...query, list: page(truth, query) }),
    },
  });
}

function page(truth: Truth, query: Query): readonly unknown[] {
  const { start = "0", end = String(truth.now), limit = "200", interval = "1" } = query;
  const found = truth.between(Number(start), Number(end) + 1, TIMEFRAMES[interval] ?? "1m").toReversed();
  return found
    .slice(0, Math.min(Number(limit), 1_000))
    .map(({ openAt, open, high, low, close, volume, quoteVolume }) => [
      ...[String(openAt), open, high, low, close],
      ...[volume, quoteVolume],
    ]);
}

const spot = {
  symbol: "BTCUSDT",
  baseCoin: "BTC",
  quoteCoin: "USDT",
  status: "Trading",
  marginTrading: "both",
  lotSizeFilter: { basePrecision: "0.000001", quotePrecision: "0.00000001", minOrderQty: "0.00004", minOrderAmt: "1" },
  priceFilter: { tickSize: "0.01" },
};
const linear = {
  symbol: "BTCUSDT",
  contractType: "LinearPerpetual",
  status: "Trading",
  baseCoin: "BTC",
  quoteCoin: "USDT",
  settleCoin: "USDT",
  launchTime: "1585526400000",
  deliveryTime: "0",
  priceScale: "2",
  fundingInterval: 480,
  leverageFilter: { minLeverage: "1", maxLeverage: "100.00", leverageStep: "0.01" },
  priceFilter: { minPrice: "0.50", maxPrice: "999999.00", tickSize: "0.50" },
  lotSizeFilter: { maxOrderQty: "100.000", minOrderQty: "0.001", qtyStep: "0.001", minNotionalValue: "5" },
};
