import type { MarketEvent } from "../../server/domain/markets/market-event.ts";
import { coreSeconds } from "./core-seconds.ts";
import type { PricesDesk } from "./prices-desk.ts";

const TICKS_PER_UNIT = 100;
const LOTS_PER_UNIT = 100_000;
const EVENTS_PER_BATCH = 256;

type Book = { bids: [number, number][]; asks: [number, number][]; timestamp: number; cache: unknown[]; limit(): void };
type Binance = {
  markets: unknown;
  orderbooks: Record<string, Book>;
  setMarkets(markets: unknown[]): void;
  orderBook(snapshot: object, depth?: number): Book;
  handleMessage(client: object, message: unknown): void;
};

const MARKET = {
  id: "BTCUSDT",
  symbol: "BTC/USDT",
  base: "BTC",
  quote: "USDT",
  baseId: "BTC",
  quoteId: "USDT",
  type: "spot",
  spot: true,
  active: true,
  precision: { price: 0.01, amount: 0.00001 },
  limits: {},
  info: {},
};

/** ccxt refuses imports of its parts by name; by address they work. */
async function openBinance(): Promise<Binance> {
  const root = new URL("./src/", import.meta.resolve("ccxt"));
  const { default: Exchange } = (await import(new URL("pro/binance.js", root).href)) as { default: new () => Binance };
  const exchange = new Exchange();
  exchange.setMarkets([MARKET]);
  return exchange;
}

/**
 * The depth changes and trades of a raw capture through ccxt as its socket would hand them over: JSON, its own handlers, its own
 * book; then the best prices into the same marks. Updates a second, best of `rounds`.
 */
export async function throughCcxt(
  lines: readonly string[],
  rounds: number,
  openDesk: () => PricesDesk,
): Promise<number> {
  const messages = lines
    .map((line) => line.slice(line.indexOf(" ") + 1))
    .filter((text) => text.includes('"e":"depthUpdate"') || text.includes('"e":"trade"'));
  let best = 0;
  for (let round = 0; round < rounds; round += 1) {
    const exchange = await openBinance();
    const client = {
      url: "wss://stream.binance.com:9443/stream",
      subscriptions: {},
      futures: {},
      resolve: () => undefined,
    };
    const first = messages.find((text) => text.includes('"e":"depthUpdate"')) ?? "{}";
    const firstId = (JSON.parse(first) as { data: { U: number } }).data.U;
    const book = exchange.orderBook({ nonce: firstId - 1, symbol: "BTC/USDT", bids: [], asks: [] });
    exchange.orderbooks["BTC/USDT"] = book;
    const desk = openDesk();
    let count = 0;
    const spent = coreSeconds();
    for (const text of messages) {
      const message = JSON.parse(text) as {
        data: { e: string; E: number; p: string; q: string; m: boolean; t: number };
      };
      exchange.handleMessage(client, message);
      desk.view.observe(eventOf(message.data, book));
      count += 1;
      if (count % EVENTS_PER_BATCH === 0) desk.frame();
    }
    best = Math.max(best, count / spent());
    if (book.bids.length === 0) throw new Error("ccxt kept no book of the capture");
  }
  return best;
}

/** What the desk needs of ccxt's book for its marks: the best prices. */
function eventOf(data: { e: string; E: number; p: string; q: string; m: boolean; t: number }, book: Book): MarketEvent {
  const head = { instrumentId: "BTC-USDT", at: data.E } as const;
  if (data.e === "trade") {
    const [priceTicks, quantityLots] = [Math.round(Number(data.p) * TICKS_PER_UNIT), 1];
    return {
      kind: "trade",
      ...head,
      tradeId: String(data.t),
      priceTicks,
      quantityLots,
      aggressor: data.m ? "sell" : "buy",
    };
  }
  const [bid, bidSize] = book.bids[0] ?? [0, 0];
  const [ask, askSize] = book.asks[0] ?? [0, 0];
  const [bestBidTicks, bestAskTicks] = [Math.round(bid * TICKS_PER_UNIT), Math.round(ask * TICKS_PER_UNIT)];
  const [bestBidLots, bestAskLots] = [Math.round(bidSize * LOTS_PER_UNIT), Math.round(askSize * LOTS_PER_UNIT)];
  const best = { bestBidTicks, bestBidLots, bestAskTicks, bestAskLots };
  return { kind: "book", ...head, isSnapshot: true, bids: [], asks: [], ...best };
}
