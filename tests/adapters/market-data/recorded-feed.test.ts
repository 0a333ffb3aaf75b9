import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import type { PulledFeed } from "../../../server/adapters/market-data/pulled-feed.ts";
import { openRecordedFeed } from "../../../server/adapters/market-data/recorded-feed.ts";
import type { MarketEvent } from "../../../server/domain/markets/market-event.ts";

const folder = mkdtempSync(join(tmpdir(), "tradewind-recorded-"));
afterAll(() => rmSync(folder, { recursive: true }));
let written = 0;

function write(lines: readonly string[], isZipped = false): string {
  written += 1;
  const path = join(folder, `recording-${written}`);
  const text = `${lines.join("\n")}\n`;
  writeFileSync(path, isZipped ? gzipSync(text) : text);
  return path;
}

const open = (lines: readonly string[], instrumentId = "BTC-USDT"): Promise<PulledFeed> =>
  openRecordedFeed([{ path: write(lines), instrumentId }]);

function drain(feed: PulledFeed): MarketEvent[] {
  const events: MarketEvent[] = [];
  for (let event = feed.next(); event !== null; event = feed.next()) events.push(event);
  return events;
}

const T0 = 1_700_000_040_000;
const CANDLES = [
  "open_time,open,high,low,close,volume,trades",
  `${T0},100.01,100.5,99.99,100.1,1.5,3`,
  `${T0 + 60_000},100.1,100.1,100.1,100.1,0,0`,
  `${T0 + 180_000},100.1,101,100,100.9,0.00001,1`,
];
const TRADES = [
  "exch_time_ms,local_time_us,trade_id,price,qty,buyer_is_maker,kind",
  `${T0 + 60_000},1,11,100.02,0.02,true,MARKET`,
  `${T0 + 59_999},2,12,100.03,0.00001,false,MARKET`,
];
const depth = (U: number, u: number, b: string[][], a: string[][], E = T0) =>
  `1 ${JSON.stringify({ stream: "btcusdt@depth@100ms", data: { e: "depthUpdate", E, s: "BTCUSDT", U, u, b, a } })}`;
const snapshot = (lastUpdateId: number) =>
  `2 ${JSON.stringify({ lastUpdateId, bids: [["100.00000000", "1.00000000"]], asks: [["100.01000000", "2.00000000"]] })}`;
const print = (T: number, m: boolean) =>
  `3 ${JSON.stringify({ stream: "btcusdt@trade", data: { e: "trade", E: T, s: "BTCUSDT", t: 9, p: "100.01", q: "0.5", T, m, M: true } })}`;
const CAPTURE = [
  depth(1, 10, [["99", "9"]], []),
  depth(11, 14, [["99.5", "3"]], []),
  snapshot(12),
  print(T0 + 5, false),
  depth(
    15,
    15,
    [],
    [
      ["100.01", "0"],
      ["100.02", "4"],
    ],
    T0 + 3,
  ),
  '4 {"stream":"btcusdt@bookTicker","data":{"u":15,"s":"BTCUSDT","b":"100","B":"1","a":"100.02","A":"4"}}',
];

describe("recorded feed", () => {
  it("plays candles of a CSV at their close, gaps and all", async () => {
    const events = drain(await open(CANDLES));
    expect(events.map((event) => [event.kind, event.at - T0])).toEqual([
      ["candle", 60_000],
      ["candle", 120_000],
      ["stream", 240_000],
      ["stream", 240_000],
      ["candle", 240_000],
    ]);
    expect(events[2]).toMatchObject({ stream: "candles", state: "invalid", code: "sequence-gap" });
    expect(events[3]).toMatchObject({ stream: "candles", state: "live", code: "resynced" });
    expect(events[0]).toEqual({
      kind: "candle",
      instrumentId: "BTC-USDT",
      at: T0 + 60_000,
      candle: {
        timeframe: "1m",
        openAt: T0,
        openTicks: 10_001,
        highTicks: 10_050,
        lowTicks: 9_999,
        closeTicks: 10_010,
        volumeLots: 150_000,
      },
    });
  });

  it("plays trades with the taker's side, and never runs backwards", async () => {
    const [first, second] = drain(await open(TRADES));
    expect(first).toMatchObject({ tradeId: "11", priceTicks: 10_002, quantityLots: 2_000, aggressor: "sell" });
    expect(second).toMatchObject({ tradeId: "12", quantityLots: 1, aggressor: "buy", at: T0 + 60_000 });
    const kraken = await open([
      "time_s,trade_id,price,qty,side,order_type",
      "1762795433.9717445,7,105433.6,0.5,buy,limit",
    ]);
    expect(drain(kraken)).toMatchObject([{ at: 1_762_795_433_971, aggressor: "buy", quantityLots: 50_000 }]);
  });

  it("joins a capture's snapshot with the diffs that came before it", async () => {
    const events = drain(await open(CAPTURE));
    expect(events.map((event) => [event.kind, event.at - T0])).toEqual([
      ["book", 0],
      ["book", 0],
      ["trade", 5],
      ["book", 5],
    ]);
    expect(events[0]).toMatchObject({ isSnapshot: true, bids: [10_000, 100_000], bestAskTicks: 10_001 });
    expect(events[1]).toMatchObject({ isSnapshot: false, bids: [9_950, 300_000], bestBidTicks: 10_000 });
    expect(events[2]).toMatchObject({ aggressor: "buy" });
    expect(events[3]).toMatchObject({ asks: [10_001, 0, 10_002, 400_000], bestAskTicks: 10_002, bestAskLots: 400_000 });
  });

  it("shows the whole lots of a level whose rest is finer than a lot", async () => {
    const events = drain(
      await open([
        ...CAPTURE,
        depth(
          16,
          16,
          [
            ["98", "25.42618900"],
            ["97", "0.000009"],
          ],
          [],
        ),
      ]),
    );
    expect(events.at(-1)).toMatchObject({ bids: [9_800, 2_542_618, 9_700, 0] });
    for (const quantity of ["-1.5", "1e5.5", "1.5x"]) {
      await expect(open([...CAPTURE, depth(16, 16, [["98", quantity]], [])])).rejects.toThrow(
        `Quantity "${quantity}" is`,
      );
    }
  });

  it("merges several files by time and finds each position again", async () => {
    const feed = await openRecordedFeed([
      { path: write(TRADES, true), instrumentId: "BTC-USDT" },
      { path: write([CANDLES[0] ?? "", `${T0},1,1,1,1,1`]), instrumentId: "ETH-USDT" },
    ]);
    const events = drain(feed);
    expect(events.map((event) => event.instrumentId)).toEqual(["BTC-USDT", "BTC-USDT", "ETH-USDT"]);
    expect([feed.kind, feed.instrumentIds, feed.position(), feed.next()]).toEqual([
      "recorded",
      ["BTC-USDT", "ETH-USDT"],
      3,
      null,
    ]);
    for (const position of [2, 0, 1]) {
      feed.seek(position);
      expect(feed.position()).toBe(position);
      expect(drain(feed)).toEqual(events.slice(position));
    }
    expect(() => feed.seek(4)).toThrow("beyond the tape's end");
    expect(() => feed.seek(-1)).toThrow(RangeError);
  });

  it("counts a candle's volume in whole lots, however small it is written", async () => {
    const row = (minute: number, volume: string) => `${T0 + minute * 60_000},100,101,100,100,${volume}`;
    const events = drain(await open([CANDLES[0] ?? "", row(0, "0.000019"), row(1, "5.4e-05"), row(2, "1.5e-07")]));
    expect(events.map((event) => event.kind === "candle" && event.candle.volumeLots)).toEqual([1, 5, 0]);
    const rates = ["funding_time,funding_rate", `${T0},-5.3183e-05`, `${T0 + 1},1e-9`];
    expect(drain(await open(rates))).toMatchObject([
      { kind: "funding", rate: "-0.000053183", markTicks: 0 },
      { kind: "funding", rate: "0.000000001" },
    ]);
  });

  const candle = (row: string) => [CANDLES[0] ?? "", row];
  const trade = (row: string) => [TRADES[0] ?? "", row];
  it.each<[string, readonly string[], string]>([
    [
      "a price off the grid",
      candle(`${T0},100.001,101,100,100,1`),
      'line 2: Open "100.001" is off the grid of BTC/USDT. Use a multiple of "0.01"',
    ],
    ["a quantity off the grid", trade(`${T0},1,11,100.02,0.000001,true,MARKET`), 'Quantity "0.000001" is off the grid'],
    ["a negative price", candle(`${T0},-100,101,100,100,1`), 'Open "-100" is out of range'],
    ["a price of zero", candle(`${T0},0,101,100,100,1`), 'Open "0" of BTC/USDT must be above zero'],
    ["NaN", candle(`${T0},100,NaN,100,100,1`), 'High "NaN" is no plain decimal number'],
    ["an exponent", candle(`${T0},1e2,101,100,100,1`), 'Open "1e2" is no plain decimal number'],
    ["an absurd number", candle(`${T0},100,${"9".repeat(28)},100,100,1`), "is out of range"],
    ["an absurdly long number", candle(`${T0},100,${"9".repeat(80)},100,100,1`), "is out of range"],
    ["a missing cell", candle(`${T0},100,101,100`), "Close is missing"],
    ["a missing column", ["open_time,open,high,low,close", `${T0},1,1,1,1`], 'line 1: has no column "volume"'],
    ["a low above the open", candle(`${T0},100,101,100.5,101,1`), "Candle is inconsistent"],
    ["time running back", [...CANDLES, `${T0},100,101,100,100,1`], "line 5: Candle of"],
    ["a time in seconds", candle("1700000040,100,101,100,100,1"), 'Time "1700000040" is no instant in milliseconds'],
    ["an odd step", [...candle(`${T0},1,1,1,1,1`), `${T0 + 7_000},1,1,1,1,1`], "candles every 7000 ms"],
    ["a candle between minutes", candle(`${T0 + 1},1,1,1,1,1`), "does not open on a whole 1m"],
    ["a volume that is none", candle(`${T0},100,101,100,100,much`), 'Volume "much" is no plain decimal number'],
    [
      "funding without a number",
      ["funding_time,funding_rate", `${T0},high`],
      'Funding rate "high" is no plain decimal',
    ],
    ["funding running back", ["funding_time,funding_rate", `${T0},0.1`, `${T0},0.1`], "line 3: Funding of"],
    ["a trade of nothing", trade(`${T0},1,11,100.02,0,true,MARKET`), 'Quantity "0" must be above zero'],
    ["a trade without side", trade(`${T0},1,11,100.02,1,maybe,MARKET`), 'Side "maybe" must be'],
    ["a trade without id", trade(`${T0},1,,100.02,1,true,MARKET`), "Trade id is missing"],
    ["an unknown file", ["hello,world"], '"hello,world" begins no known recording'],
    ["diffs without a snapshot", [depth(1, 2, [], [])], "Book changes from update 1 on have no snapshot"],
    ["a malformed line", [...CAPTURE, "5 {oops"], 'line 7: Line is no valid JSON: "5 {oops"'],
    ["a line without time", [...CAPTURE, "{}"], "line 7: Line must be a local time"],
    ["a bad field", [...CAPTURE, depth(16, 16, [["1"]], [])], 'has a bad "b.0'],
    [
      "another symbol",
      [...CAPTURE, depth(16, 16, [], []).replace("BTCUSDT", "ETHUSDT")],
      'Symbol "ETHUSDT" is not "BTCUSDT"',
    ],
    ["an unknown stream", [...CAPTURE, '5 {"stream":"btcusdt@kline","data":{}}'], 'unknown stream "btcusdt@kline"'],
    [
      "a level off the grid",
      [...CAPTURE, depth(16, 16, [["1.001", "1"]], [])],
      'line 7: Price "1.001" is off the grid',
    ],
  ])("refuses %s with the line and the value, and loads nothing", async (_, lines, message) => {
    await expect(open(lines)).rejects.toThrow(message);
  });

  it("refuses files that are absent, empty, broken or of an unlisted instrument", async () => {
    await expect(openRecordedFeed([{ path: join(folder, "absent.csv"), instrumentId: "BTC-USDT" }])).rejects.toThrow(
      "absent.csv: there is no such file.",
    );
    const broken = join(folder, "broken.gz");
    writeFileSync(broken, gzipSync("open_time").subarray(0, 15));
    await expect(openRecordedFeed([{ path: broken, instrumentId: "BTC-USDT" }])).rejects.toThrow("cannot be read");
    const empty = join(folder, "empty.csv");
    writeFileSync(empty, "");
    await expect(openRecordedFeed([{ path: empty, instrumentId: "BTC-USDT" }])).rejects.toThrow("is empty");
    await expect(open(CANDLES, "DOGE-USDT")).rejects.toThrow('"DOGE-USDT", which is not listed');
  });
});

const SHARED = new URL("../../../../shared/data/", import.meta.url).pathname;
const hasShared = existsSync(SHARED);
if (!hasShared) console.log(`Skipped: recordings at ${SHARED} are absent.`);

describe.skipIf(!hasShared)("real recordings", () => {
  it("plays both captures and a month of candles through, in time order", async () => {
    const capture = (base: string) => ({
      path: `${SHARED}l2/binance-spot-${base}USDT-raw-20240808.jsonl.gz`,
      instrumentId: `${base}-USDT`,
    });
    const books = drain(await openRecordedFeed([capture("BTC"), capture("ETH")]));
    expect(books.filter((event) => event.kind === "trade")).toHaveLength(9_757 + 6_106);
    expect(books.every((event, index) => event.at >= (books[index - 1]?.at ?? 0))).toBe(true);
    const path = `${SHARED}cross_exchange/binance-spot-BTCUSDT-1m-2023-03-full.csv.gz`;
    const month = drain(await openRecordedFeed([{ path, instrumentId: "BTC-USDT" }]));
    expect(month.filter((event) => event.kind === "candle")).toHaveLength(44_560);
    expect(month.filter((event) => event.kind === "stream" && event.state === "invalid")).toMatchObject([
      { code: "sequence-gap", detail: expect.stringContaining("80 candles are missing") },
    ]);
  });
});
