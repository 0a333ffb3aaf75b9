import type { Timeframe } from "../../server/domain/time/timeframe.ts";
import { type LocalExchange, openLocalExchange, type Query, troubled, type WireFault } from "./local-exchange.ts";
import type { Truth } from "./local-exchange-truth.ts";

const PAGE = 1_000;
const OVERLAP = 5 * 60_000;
const DAY_MS = 86_400_000;

export type BinanceMarket = {
  readonly symbol: string;
  readonly base: string;
  readonly quote: string;
  readonly tick: string;
};

export type LocalBinanceOptions = {
  readonly truth: Truth;
  readonly now: () => number;
  readonly spot?: readonly BinanceMarket[];
  readonly perpetuals?: readonly BinanceMarket[];
  /** Ascending; their ids count up by one. */
  readonly trades?: readonly TrueTrade[];
  readonly funding?: readonly TrueFunding[];
};

export type TrueTrade = {
  readonly id: number;
  readonly at: number;
  readonly price: string;
  readonly quantity: string;
  readonly taker: "buy" | "sell";
};
export type TrueFunding = { readonly at: number; readonly rate: string };

const BTC: BinanceMarket = { symbol: "BTCUSDT", base: "BTC", quote: "USDT", tick: "0.01000000" };

/** Speaks Binance's REST: spot below /api/v3, USD-M futures below /fapi/v1. */
export function openLocalBinance({
  truth,
  now,
  spot = [BTC],
  perpetuals = [BTC],
  trades = [],
  funding = [],
}: LocalBinanceOptions): Promise<LocalExchange> {
  const time = () => ({ serverTime: truth.now });
  const klines = (query: Query, fault: WireFault | null) => troubled(page(truth, query, fault), fault);
  return openLocalExchange({
    now,
    routes: {
      "/api/v3/time": time,
      "/fapi/v1/time": time,
      "/api/v3/exchangeInfo": () => ({ symbols: spot.map(spotMarket) }),
      "/fapi/v1/exchangeInfo": () => ({ symbols: perpetuals.map(futuresMarket) }),
      "/api/v3/klines": klines,
      "/fapi/v1/klines": klines,
      "/api/v3/aggTrades": (query) => tradePage(trades, query),
      "/fapi/v1/fundingRate": (query) => fundingPage(funding, query),
    },
  });
}

/** The first candles from `startTime` to `endTime`, both inclusive. */
function page(truth: Truth, query: Query, fault: WireFault | null): readonly unknown[] {
  const { startTime = "0", endTime = String(truth.now), limit = "500", interval = "1m" } = query;
  const timeframe = interval as Timeframe;
  if (fault === "empty-page") return [];
  const from = Number(startTime) - (fault === "overlap" ? OVERLAP : 0);
  const all = truth.between(from, Number(endTime) + 1, timeframe, Math.min(Number(limit), PAGE));
  const shift = fault === "elsewhere" ? 400 * DAY_MS : 0;
  return all.map((candle) => [
    candle.openAt - shift,
    candle.open,
    candle.high,
    candle.low,
    candle.close,
    candle.volume,
    candle.openAt + 59_999,
    candle.quoteVolume,
    candle.trades,
    candle.takerVolume,
    "0",
    "0",
  ]);
}

const HOUR_MS = 3_600_000;

/** From an id on, or of a span of at most an hour, which the real one insists on too. */
function tradePage(trades: readonly TrueTrade[], query: Query): unknown {
  const { fromId, startTime = "0", endTime = "0", limit = "500" } = query;
  if (fromId !== undefined && ("startTime" in query || "endTime" in query)) return { code: -1128, msg: "Combination" };
  if (Number(endTime) - Number(startTime) > HOUR_MS)
    return { code: -1127, msg: "More than 1 hour between startTime and endTime." };
  const isWanted = ({ id, at }: TrueTrade) =>
    fromId === undefined ? at >= Number(startTime) && at <= Number(endTime) : id >= Number(fromId);
  return trades
    .filter(isWanted)
    .slice(0, Math.min(Number(limit), PAGE))
    .map(({ id, at, price, quantity, taker }) => ({
      a: id,
      p: price,
      q: quantity,
      T: at,
      m: taker === "sell",
      f: id,
      l: id,
    }));
}

function fundingPage(funding: readonly TrueFunding[], query: Query): readonly unknown[] {
  const { startTime = "0", endTime = "0", limit = "100" } = query;
  return funding
    .filter(({ at }) => at >= Number(startTime) && at <= Number(endTime))
    .slice(0, Math.min(Number(limit), PAGE))
    .map(({ at, rate }) => ({ symbol: "BTCUSDT", fundingTime: at, fundingRate: rate, markPrice: "1.00000000" }));
}

const filters = (tick: string) => [
  { filterType: "PRICE_FILTER", minPrice: tick, maxPrice: "1000000.00000000", tickSize: tick },
  { filterType: "LOT_SIZE", minQty: "0.00001000", maxQty: "9000.00000000", stepSize: "0.00001000" },
  { filterType: "NOTIONAL", minNotional: "5.00000000", maxNotional: "9000000.00000000" },
];

const spotMarket = ({ symbol, base, quote, tick }: BinanceMarket) => ({
  symbol,
  status: symbol.startsWith("OLD") ? "BREAK" : "TRADING",
  baseAsset: base,
  baseAssetPrecision: 8,
  quoteAsset: quote,
  quotePrecision: 8,
  isSpotTradingAllowed: true,
  isMarginTradingAllowed: true,
  permissions: [],
  filters: filters(tick),
});

const futuresMarket = ({ symbol, base, quote, tick }: BinanceMarket) => ({
  symbol,
  pair: symbol,
  contractType: "PERPETUAL",
  deliveryDate: 4_133_404_800_000,
  onboardDate: 1_569_398_400_000,
  status: symbol.startsWith("OLD") ? "SETTLING" : "TRADING",
  baseAsset: base,
  quoteAsset: quote,
  marginAsset: quote,
  pricePrecision: 2,
  quantityPrecision: 3,
  filters: [
    { filterType: "PRICE_FILTER", minPrice: tick, maxPrice: "1000000", tickSize: tick },
    { filterType: "LOT_SIZE", minQty: "0.001", maxQty: "1000", stepSize: "0.001" },
    { filterType: "MIN_NOTIONAL", notional: "100" },
  ],
});
