import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { openRecordedFeed } from "../../../server/adapters/market-data/recorded-feed.ts";
import type { MarketEvent } from "../../../server/domain/markets/market-event.ts";

const folder = mkdtempSync(join(tmpdir(), "tradewind-faults-"));
afterAll(() => rmSync(folder, { recursive: true }));
let written = 0;

async function play(lines: readonly string[]): Promise<MarketEvent[]> {
  written += 1;
  const path = join(folder, `recording-${written}`);
  writeFileSync(path, lines.join("\n"));
  const feed = await openRecordedFeed([{ path, instrumentId: "BTC-USDT" }]);
  const events: MarketEvent[] = [];
  for (let event = feed.next(); event !== null; event = feed.next()) events.push(event);
  return events;
}

const brief = (events: readonly MarketEvent[]) =>
  events.map((event) => (event.kind === "stream" ? `${event.stream} ${event.state} ${event.code}` : event.kind));

const T0 = 1_700_000_040_000;
type Level = readonly [price: string, quantity: string];

const snapshot = (
  lastUpdateId: number,
  bids: readonly Level[] = [["100.00", "1"]],
  asks: readonly Level[] = [["100.01", "2"]],
) => `1 ${JSON.stringify({ lastUpdateId, bids, asks })}`;
const diff = (u: number, b: readonly Level[], a: readonly Level[] = []) =>
  `1 ${JSON.stringify({ stream: "btcusdt@depth", data: { e: "depthUpdate", E: T0 + u, s: "BTCUSDT", U: u, u, b, a } })}`;
const print = (t: number, p: string, q = "0.5") =>
  `1 ${JSON.stringify({ stream: "btcusdt@trade", data: { s: "BTCUSDT", t, p, q, T: T0 + t, m: true } })}`;

describe("fault 40, a gap in the depth", () => {
  const rest = [diff(14, [["99.98", "4"]]), diff(15, [["99.97", "5"]])];
  const start = [snapshot(11), diff(12, [["99.99", "3"]])];

  it("makes the book invalid and silent, to the end where no snapshot comes", async () => {
    const events = await play([...start, ...rest, print(1, "100.00")]);
    expect(brief(events)).toEqual(["book", "book", "book invalid sequence-gap", "trade"]);
    expect(events[2]).toMatchObject({
      at: T0 + 14,
      detail: "Gap in the book: The book stands at update 12, the change covers 14 to 14, but 13 must come next.",
    });
  });

  it("is repaired by the next snapshot of the recording", async () => {
    const whole: Level[] = [
      ["100.00", "1"],
      ["99.98", "4"],
    ];
    const events = await play([...start, ...rest, snapshot(14, whole), diff(16, [["99.96", "6"]])]);
    expect(brief(events)).toEqual([
      "book",
      "book",
      "book invalid sequence-gap",
      "book",
      "book live resynced",
      "book",
      "book",
    ]);
    expect(events[3]).toMatchObject({ isSnapshot: true, bids: [10_000, 100_000, 9_998, 400_000] });
    expect(events.slice(5)).toMatchObject([{ bids: [9_997, 500_000] }, { bids: [9_996, 600_000] }]);
  });

  it("is repaired by the missing change when that comes late, and a repeated one is noted", async () => {
    const events = await play([...start, ...rest, diff(13, []), diff(13, [])]);
    expect(brief(events)).toEqual([
      "book",
      "book",
      "book invalid sequence-gap",
      "book invalid reordered",
      "book",
      "book live resynced",
      "book live repeated",
    ]);
    expect(events[4]).toMatchObject({
      isSnapshot: true,
      bids: [10_000, 100_000, 9_999, 300_000, 9_998, 400_000, 9_997, 500_000],
    });
  });

  it("shows in missing and repeated trades too", async () => {
    const events = await play([print(5, "100.00"), print(5, "100.00"), print(8, "100.00")]);
    expect(brief(events)).toEqual([
      "trade",
      "trades live repeated",
      "trades invalid sequence-gap",
      "trades live resynced",
      "trade",
    ]);
  });
});

describe("fault 42, prices that no market has shown", () => {
  it("withholds a crossed book until it makes sense again", async () => {
    const events = await play([
      snapshot(11),
      diff(12, [["100.05", "1"]]),
      diff(13, [["99.00", "1"]]),
      diff(14, [["100.05", "0"]]),
      diff(15, [["98.00", "1"]]),
    ]);
    expect(brief(events)).toEqual(["book", "book invalid crossed", "book", "book live resynced", "book"]);
    expect(events[2]).toMatchObject({
      isSnapshot: true,
      bids: [10_000, 100_000, 9_900, 100_000],
      bestBidTicks: 10_000,
    });
  });

  it("withholds a trade at a price or of a quantity out of this world", async () => {
    const events = await play([
      snapshot(11),
      print(1, "100.00"),
      print(2, "1000000000000.00"),
      print(3, "100.00", "0"),
      print(4, "100.01"),
    ]);
    expect(brief(events)).toEqual([
      "book",
      "trade",
      "trades invalid absurd",
      "trades invalid not-positive",
      "trades live resynced",
      "trade",
    ]);
  });

  it("withholds such a trade of a CSV too", async () => {
    const row = (id: number, price: string, quantity = "1") => `${T0 + id},${id},${price},${quantity},buy`;
    const rows = [row(1, "100"), row(2, "9.99"), row(3, "100", "9000000.00001"), row(4, "101")];
    expect(brief(await play(["time_ms,trade_id,price,qty,side", ...rows]))).toEqual([
      "trade",
      "trades invalid absurd",
      "trades invalid absurd",
      "trades live resynced",
      "trade",
    ]);
  });

  it.each([
    ["NaN", 'Price "NaN" is no plain decimal number'],
    ["0", 'Price "0" of BTC/USDT must be above zero'],
    ["-100", 'Price "-100" is out of range'],
  ])("refuses a recording with a price of %s, naming the line", async (price, message) => {
    await expect(play([snapshot(11), diff(12, [[price, "1"]])])).rejects.toThrow(`line 2: ${message}`);
  });

  it("withholds a candle a thousand percent up, and flags what is then missing", async () => {
    const row = (minute: number, close: number) => `${T0 + minute * 60_000},100,${close},100,${close},1`;
    const events = await play(["open_time,open,high,low,close,volume", row(0, 100), row(1, 1_100), row(2, 101)]);
    expect(brief(events)).toEqual([
      "candle",
      "candles invalid absurd",
      "candles live resynced",
      "candles invalid sequence-gap",
      "candles live resynced",
      "candle",
    ]);
  });
});

describe("fault 43, candles that are missing", () => {
  it("are flagged before the next one, which begins a new stretch", async () => {
    const row = (minute: number) => `${T0 + minute * 60_000},100,100,100,100,1`;
    const events = await play(["open_time,open,high,low,close,volume", row(0), row(1), row(5)]);
    expect(brief(events)).toEqual([
      "candle",
      "candle",
      "candles invalid sequence-gap",
      "candles live resynced",
      "candle",
    ]);
    expect(events[2]).toMatchObject({ at: T0 + 360_000, detail: expect.stringContaining("3 candles are missing") });
  });
});
