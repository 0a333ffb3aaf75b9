import { SANITY_DEFAULTS, SanityFilter } from "../../../../server/adapters/market-data/quality/sanity-filter.ts";
import type {
  BookEvent,
  CandleEvent,
  FundingEvent,
  MarketEvent,
  TradeEvent,
} from "../../../../server/domain/markets/market-event.ts";

export const ID = "BTC-USDT";
export const T0 = 1_700_000_040_000;
export const MINUTE = 60_000;

export const trade = (priceTicks: number, quantityLots = 5, at = T0): TradeEvent => ({
  kind: "trade",
  instrumentId: ID,
  at,
  tradeId: "1",
  priceTicks,
  quantityLots,
  aggressor: "buy",
});
export const book = (bids: readonly number[], asks: readonly number[], isSnapshot = true): BookEvent => ({
  kind: "book",
  instrumentId: ID,
  at: T0,
  isSnapshot,
  bids,
  asks,
  bestBidTicks: bids[0] ?? 0,
  bestBidLots: bids[1] ?? 0,
  bestAskTicks: asks[0] ?? 0,
  bestAskLots: asks[1] ?? 0,
});
export const candle = (minute: number, figures: Partial<CandleEvent["candle"]> = {}): CandleEvent => ({
  kind: "candle",
  instrumentId: ID,
  at: T0 + (minute + 1) * MINUTE,
  candle: {
    timeframe: "1m",
    openAt: T0 + minute * MINUTE,
    openTicks: 1_000,
    highTicks: 1_000,
    lowTicks: 1_000,
    closeTicks: 1_000,
    volumeLots: 7,
    ...figures,
  },
});
export const funding = (rate: string, markTicks = 0): FundingEvent => ({
  kind: "funding",
  instrumentId: ID,
  at: T0,
  rate,
  markTicks,
});

export const filter = () => new SanityFilter(ID, { ...SANITY_DEFAULTS, quantityLotsMax: 1_000_000 });
export const brief = (events: readonly MarketEvent[]) =>
  events.map((event) => (event.kind === "stream" ? `${event.stream} ${event.state} ${event.code}` : event.kind));
