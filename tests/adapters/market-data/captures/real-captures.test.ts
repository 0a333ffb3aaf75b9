import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { CapturedEvent } from "../../../../server/adapters/market-data/captures/capture-reader.ts";
import { openCapture } from "../../../../server/adapters/market-data/captures/open-capture.ts";
import { openRecordedFeed } from "../../../../server/adapters/market-data/recorded-feed.ts";
import { readTapeLines } from "../../../../server/adapters/market-data/tape/tape-lines.ts";
import type { Instrument } from "../../../../server/domain/markets/instrument.ts";
import { formatPrice, formatQuantity } from "../../../../server/domain/markets/instrument.ts";
import { OrderBook } from "../../../../server/domain/markets/order-book.ts";

import { shown } from "./venue-model.ts";

const SHARED = new URL("../../../../../shared/data/l2/", import.meta.url).pathname;
const hasShared = existsSync(SHARED);
if (!hasShared) console.log(`Skipped: captures at ${SHARED} are absent.`);

async function read(file: string) {
  const lines: string[] = [];
  await readTapeLines(`${SHARED}${file}`, (text) => void lines.push(text));
  const captured: CapturedEvent[] = [];
  const capture = openCapture(file, lines.slice(0, 200), (each) => captured.push(each));
  if (capture === null) throw new Error(`${file} is no capture`);
  for (const [index, text] of lines.entries()) capture.line(text, index + 1);
  capture.finish();
  const { instrument, source } = capture.recorded;
  return { lines, captured, instrument, source, events: captured.map(({ event }) => event) };
}

type Ticker = { readonly u: number } & Record<"b" | "B" | "a" | "A", string>;

const tickers = (lines: readonly string[]): (Ticker & { readonly line: number })[] =>
  lines.flatMap((text, index) => {
    if (!text.includes("@bookTicker")) return [];
    const { data } = JSON.parse(text.slice(text.indexOf(" "))) as { data: Ticker };
    return [{ ...data, line: index + 1 }];
  });

const best = (instrument: Instrument, ticks: number, lots: number) => [
  Number(formatPrice(instrument, ticks)),
  Number(formatQuantity(instrument, lots)),
];

describe.skipIf(!hasShared)("real captures", () => {
  it.each([
    ["binance-spot-BTCUSDT-raw-20240808.jsonl.gz", "BTC-USDT", 564, 9_757, 3_445, 0],
    ["binance-spot-ETHUSDT-raw-20240808.jsonl.gz", "ETH-USDT", 577, 6_106, 3_433, 0],
    ["binance-usdm-BTCUSDT-raw-20240808.jsonl.gz", "BTC-USDT-PERP.binance", 503, 21_313, 6_545, 126],
  ])(
    "%s: the book is what the venue's book tickers show, each time",
    async (file, id, comparisons, trades, changes, late) => {
      const { lines, captured, instrument, events } = await read(file);
      expect(instrument.id).toBe(id);
      expect(events.filter(({ kind }) => kind === "stream")).toEqual([]);
      expect(events.filter(({ kind }) => kind === "trade")).toHaveLength(trades);
      expect(events.filter((event) => event.kind === "book" && event.isSnapshot)).toHaveLength(1);
      expect(events.filter(({ kind }) => kind === "book").length).toBeGreaterThanOrEqual(changes);
      const books = new Map<number, { readonly line: number; readonly shown: readonly number[] }>();
      for (const { event, updateId, line } of captured) {
        if (event.kind !== "book" || event.isSnapshot) continue;
        const bid = best(instrument, event.bestBidTicks, event.bestBidLots);
        books.set(updateId, { line, shown: [...bid, ...best(instrument, event.bestAskTicks, event.bestAskLots)] });
      }
      const known = tickers(lines).filter(({ u }) => books.has(u));
      for (const { u, b, B, a, A } of known) expect(books.get(u)?.shown).toEqual([b, B, a, A].map(Number));
      // Those that were seen before the change that they are of, as the reference counts them; futures send some later.
      expect(known.filter(({ u, line }) => line < (books.get(u)?.line ?? 0))).toHaveLength(comparisons);
      expect(known).toHaveLength(comparisons + late);
    },
  );

  it("plays from the middle with the very book that playing from the beginning makes", async () => {
    const path = `${SHARED}binance-spot-BTCUSDT-raw-20240808.jsonl.gz`;
    const feed = await openRecordedFeed([{ path, instrumentId: "BTC-USDT" }]);
    const read = (from: number, to: number) => {
      const book = new OrderBook();
      feed.seek(from);
      while (feed.position() < to) {
        const event = feed.next();
        if (event?.kind !== "book") continue;
        book.apply(event);
        expect([event.bestBidTicks, event.bestAskTicks]).toEqual([book.best("buy"), book.best("sell")]);
      }
      return shown(book);
    };
    for (const position of [2_500, 9_000, 13_207]) {
      const from = feed.booksFrom(position);
      expect(from).toBeGreaterThan(0);
      expect(read(from, position)).toBe(read(0, position));
    }
  });

  it("reads Bybit's fifty book messages without a gap", async () => {
    const { events, instrument } = await read("bybit-linear-XRPUSDT-ob500-raw-20241201.jsonl.gz");
    expect(instrument).toMatchObject({ id: "XRP-USDT-PERP.bybit", symbol: "XRP/USDT:USDT" });
    expect(events.map((event) => event.kind === "book" && event.isSnapshot)).toEqual([true, ...Array(49).fill(false)]);
    const book = new OrderBook();
    for (const event of events) if (event.kind === "book") book.apply(event);
    expect(book.depth("buy")).toBe(500);
    expect(events.at(-1)).toMatchObject({ bestBidTicks: book.best("buy"), bestAskTicks: book.best("sell") });
    expect(events[0]).toMatchObject({ bestBidTicks: 19_531, bestBidLots: 62_030, at: 1_733_011_200_589 });
  });

  it("reads Hyperliquid's whole books and trades", async () => {
    const { events, instrument, lines } = await read("hyperliquid-BTC-l2Book-raw-20250126.jsonl.gz");
    expect(instrument).toMatchObject({ id: "BTC-USDC-PERP.hyperliquid", kind: "perpetual" });
    const books = events.filter((event) => event.kind === "book");
    expect(books).toHaveLength(46);
    for (const book of books) expect([book.isSnapshot, book.bids.length, book.asks.length]).toEqual([true, 40, 40]);
    const prints = lines.flatMap((line) => (line.includes('"trades"') ? [...line.matchAll(/"tid":/g)] : []));
    expect(prints.length).toBeGreaterThan(0);
    expect(events.filter(({ kind }) => kind === "trade")).toHaveLength(prints.length);
  });
});
