import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { openCapture } from "../../../../server/adapters/market-data/captures/open-capture.ts";
import { eventLine, eventLinesHeader } from "../../../../server/adapters/market-data/captures/protocols/event-lines.ts";
import { openRecordedFeed } from "../../../../server/adapters/market-data/recorded-feed.ts";
import type { MarketEvent } from "../../../../server/domain/markets/market-event.ts";
import { OrderBook } from "../../../../server/domain/markets/order-book.ts";
import { type RecordedInstrument, recordedAs } from "../../../../server/domain/markets/recorded-instruments.ts";

const { instrument, source } = recordedAs("binance-usdm", "BTCUSDT") as RecordedInstrument;
const header = eventLinesHeader(source, instrument.symbol);
const folder = mkdtempSync(join(tmpdir(), "tradewind-lines-"));
afterAll(() => rmSync(folder, { recursive: true }));

function read(lines: readonly string[]): { readonly event: MarketEvent; readonly updateId: number }[] {
  const seen: { event: MarketEvent; updateId: number }[] = [];
  const capture = openCapture("events.jsonl", lines, ({ event, updateId }) => seen.push({ event, updateId }));
  for (const [index, text] of lines.entries()) capture?.line(text, index + 1);
  capture?.finish();
  return seen;
}

const ticks = fc.integer({ min: 500_000, max: 900_000 });
const lots = fc.integer({ min: 1, max: 1_000_000 });
const shared = { instrumentId: fc.constant(instrument.id), at: fc.integer({ min: 1, max: 2 ** 43 }) };
const side = (min: number, max: number) => fc.array(fc.tuple(fc.integer({ min, max }), fc.nat(9)), { maxLength: 4 });
const events = fc.array(
  fc.oneof(
    fc.record({
      ...shared,
      kind: fc.constant("trade" as const),
      tradeId: fc.oneof(fc.nat().map(String), fc.uuid()),
      priceTicks: ticks,
      quantityLots: lots,
      aggressor: fc.constantFrom("buy" as const, "sell" as const),
    }),
    fc.record({
      ...shared,
      kind: fc.constant("funding" as const),
      rate: fc.constantFrom("0", "-0.00012359", "0.000658153991747989"),
      markTicks: fc.oneof(fc.constant(0), ticks),
    }),
    fc.record({
      ...shared,
      kind: fc.constant("stream" as const),
      stream: fc.constantFrom("book" as const, "candles" as const),
      state: fc.constantFrom("live" as const, "stale" as const, "invalid" as const),
      code: fc.constantFrom("silent" as const, "sequence-gap" as const),
      detail: fc.string(),
    }),
    fc.tuple(ticks, ticks, ticks, lots, shared.at).map(([open, close, other, volumeLots, at]): MarketEvent => {
      const prices = [open, close, other];
      const figures = {
        openTicks: open,
        closeTicks: close,
        highTicks: Math.max(...prices),
        lowTicks: Math.min(...prices),
      };
      const candle = { timeframe: "5m", openAt: at, ...figures, volumeLots } as const;
      return { kind: "candle", instrumentId: instrument.id, at: at + 300_000, candle };
    }),
    fc.record({ at: shared.at, isSnapshot: fc.boolean(), bids: side(600_000, 600_010), asks: side(600_011, 600_020) }),
  ),
);

function withBooks(
  all: readonly (
    | MarketEvent
    | { at: number; isSnapshot: boolean; bids: [number, number][]; asks: [number, number][] }
  )[],
) {
  const book = new OrderBook();
  let isFirst = true;
  return all.map((event): MarketEvent => {
    if ("kind" in event) return event;
    const change = { isSnapshot: event.isSnapshot || isFirst, bids: event.bids.flat(), asks: event.asks.flat() };
    isFirst = false;
    book.apply(change);
    return {
      kind: "book",
      instrumentId: instrument.id,
      at: event.at,
      ...change,
      bestBidTicks: book.best("buy"),
      bestBidLots: book.lotsAt("buy", 0),
      bestAskTicks: book.best("sell"),
      bestAskLots: book.lotsAt("sell", 0),
    };
  });
}

/** A snapshot is told as the book it makes: sorted, each price once, nothing empty. */
const settled = (all: readonly MarketEvent[]) =>
  all.map((event) => {
    if (event.kind !== "book" || !event.isSnapshot) return event;
    const book = new OrderBook();
    book.apply(event);
    const levels = (which: "buy" | "sell") =>
      Array.from({ length: book.depth(which) }, (_, index) => [book.ticksAt(which, index), book.lotsAt(which, index)]);
    return { ...event, bids: levels("buy").flat(), asks: levels("sell").flat() };
  });

describe("event lines", () => {
  it("written and read again are the same events", () => {
    fc.assert(
      fc.property(events, (all) => {
        const told = withBooks(all);
        const lines = [header, ...told.map((event, index) => eventLine(event, instrument, index))];
        const seen = read(lines);
        expect(seen.map(({ event }) => event)).toEqual(settled(told));
        for (const [index, { event, updateId }] of seen.entries()) {
          expect(updateId).toBe(event.kind === "book" ? index : 0);
        }
      }),
    );
  });

  it.each([
    ["no event", ['{"at":1}'], 'line 2: Line has a bad "tradewind"'],
    ["a null", ["null"], "line 2: Line must be a JSON object"],
    ["a price off the grid", ['{"at":1,"trade":"1","price":"1.01","quantity":"1","taker":"buy"}'], "off the grid"],
    ["no rate", ['{"at":1,"funding":"high"}'], 'has a bad "funding" (no plain decimal number)'],
    [
      "a diff without a snapshot",
      ['{"at":1,"book":"diff","update":7,"bids":[],"asks":[]}'],
      "from update 7 on have no snapshot",
    ],
  ])("refuses %s", (_, lines, message) => {
    expect(() => read([header, ...lines])).toThrow(message);
  });

  it("are what the documentation shows", () => {
    const page = readFileSync(new URL("../../../../docs/recordings.md", import.meta.url), "utf8");
    const lines = page.split("\n").filter((line) => line.startsWith("{"));
    expect(read(lines).map(({ event }) => event.kind)).toEqual([
      "book",
      "book",
      "trade",
      "candle",
      "funding",
      "stream",
    ]);
    expect(lines[0]).toBe(header);
  });

  it("refuses an instrument whose grid is not known", () => {
    expect(() => read([eventLinesHeader("kraken-spot", "WAVES/EUR")])).toThrow("kraken-spot WAVES/EUR");
  });

  const capture = new URL("../../../../../shared/data/l2/binance-usdm-BTCUSDT-raw-20240808.jsonl.gz", import.meta.url)
    .pathname;
  if (!existsSync(capture)) console.log(`Skipped: the capture ${capture} is absent.`);
  it.skipIf(!existsSync(capture))("play like the capture that they were written from", async () => {
    const file = { path: capture, instrumentId: instrument.id };
    const original = await openRecordedFeed([file]);
    const lines = [header];
    for (let event = original.next(); event !== null && lines.length < 8_000; event = original.next()) {
      lines.push(eventLine(event, instrument));
    }
    const path = join(folder, "events.jsonl");
    writeFileSync(path, lines.join("\n"));
    const again = await openRecordedFeed([{ ...file, path }]);
    expect(again.extent?.length).toBe(lines.length - 1);
    original.seek(0);
    for (let event = again.next(); event !== null; event = again.next()) {
      const first = original.next();
      // Where the tape itself shows a whole book, to be found again in the middle, both may do so at other places.
      const isWhole = [event, first].some((each) => each?.kind === "book" && each.isSnapshot);
      if (!isWhole) expect(event).toEqual(first);
      else expect(event).toMatchObject({ kind: "book", at: first?.at });
    }
  });
});
