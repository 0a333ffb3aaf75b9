import { describe, expect, it } from "vitest";
import { CaptureReader } from "../../../../server/adapters/market-data/captures/capture-reader.ts";
import { openCapture } from "../../../../server/adapters/market-data/captures/open-capture.ts";
import type { CaptureProtocol } from "../../../../server/adapters/market-data/captures/protocols/capture-protocol.ts";
import { KRAKEN_SESSION } from "../../../../server/adapters/market-data/captures/protocols/kraken-protocol.ts";
import { OKX_SESSION } from "../../../../server/adapters/market-data/captures/protocols/okx-protocol.ts";
import type { Instrument } from "../../../../server/domain/markets/instrument.ts";
import { findInstrument } from "../../../../server/domain/markets/listed-instruments.ts";
import type { MarketEvent } from "../../../../server/domain/markets/market-event.ts";

const BTC = findInstrument("BTC-USDT") as Instrument;

function read(lines: readonly string[]): MarketEvent[] {
  const events: MarketEvent[] = [];
  const capture = openCapture("capture", lines, ({ event }) => events.push(event));
  if (capture === null) throw new Error("no capture");
  for (const [index, text] of lines.entries()) capture.line(text, index + 1);
  capture.finish();
  return events;
}

function session(protocol: CaptureProtocol, symbol: string, lines: readonly string[]): MarketEvent[] {
  const events: MarketEvent[] = [];
  const grids = new Map([[symbol, BTC]]);
  const reader = new CaptureReader({ name: "session", protocol, grids, onEvent: ({ event }) => events.push(event) });
  for (const [index, text] of lines.entries()) reader.line(text, index + 1);
  reader.finish();
  return events;
}

const brief = (events: readonly MarketEvent[]) =>
  events.map((event) => (event.kind === "stream" ? `${event.state} ${event.code}` : event.kind));

describe("Binance futures messages", () => {
  const data = { e: "trade", s: "BTCUSDT", t: 5, p: "61800.3", q: "0.006", T: 1_723_161_256_322, m: false };
  const line = (more: object) => `1 ${JSON.stringify({ stream: "btcusdt@trade", data: { ...data, ...more } })}`;

  it("are trades of the book, not the insurance fund's", () => {
    const events = read([line({ X: "MARKET" }), line({ X: "INSURANCE_FUND", t: 6 })]);
    expect(events).toMatchObject([{ kind: "trade", priceTicks: 618_003, quantityLots: 6, aggressor: "buy" }]);
  });

  it("are joined by snapshots that tell their time", () => {
    const levels = { b: [["61800.2", "2.5"]], a: [["61800.3", "1"]] };
    const depth = { e: "depthUpdate", E: 20, T: 19, s: "BTCUSDT", U: 90, u: 110, pu: 80, ...levels };
    const snapshot = { lastUpdateId: 100, E: 16, T: 15, bids: levels.b, asks: levels.a };
    const events = read([
      `1 ${JSON.stringify({ stream: "btcusdt@depth@0ms", data: depth })}`,
      `2 ${JSON.stringify(snapshot)}`,
    ]);
    expect(events).toMatchObject([
      { isSnapshot: true, at: 15 },
      { isSnapshot: false, at: 19 },
    ]);
  });
});

describe("Bybit messages", () => {
  const book = (type: string, u: number, b: string[][]) =>
    JSON.stringify({ topic: "orderbook.50.XRPUSDT", type, ts: 100 + u, data: { s: "XRPUSDT", b, a: [], u, seq: u } });
  const trades = JSON.stringify({
    topic: "publicTrade.XRPUSDT",
    type: "snapshot",
    ts: 200,
    data: [{ T: 199, s: "XRPUSDT", S: "Sell", v: "12", p: "1.9531", L: "MinusTick", i: "a-1", BT: false }],
  });

  it("are books and trades; other topics are passed over", () => {
    const other = JSON.stringify({ topic: "tickers.XRPUSDT", data: {} });
    const events = read([book("snapshot", 7, [["1.9530", "5"]]), trades, other, book("delta", 8, [["1.9529", "0"]])]);
    expect(brief(events)).toEqual(["book", "trade", "book"]);
    expect(events[1]).toMatchObject({
      tradeId: "a-1",
      at: 199,
      priceTicks: 19_531,
      quantityLots: 120,
      aggressor: "sell",
    });
  });

  it("begin anew with any snapshot, even one of a smaller number", () => {
    const events = read([
      book("snapshot", 7, [["1.9530", "5"]]),
      book("delta", 9, []),
      book("snapshot", 1, [["1.9500", "5"]]),
      book("delta", 2, []),
    ]);
    expect(brief(events)).toEqual(["book", "invalid sequence-gap", "book", "live resynced", "book"]);
  });

  it.each([
    ["a level without quantity", book("delta", 8, [["1.9530"]]), 'Line has a bad "data.b.0"'],
    [
      "a level that is none",
      book("delta", 8, [["1.9530", "5"]]).replace('["1.9530","5"]', "7"),
      'has a bad "data.b.0"',
    ],
    ["another symbol", book("delta", 8, []).replaceAll("XRPUSDT", "BTCUSDT"), 'Symbol "BTCUSDT" is not "XRPUSDT"'],
    ["no topic", "{}", 'has a bad "topic"'],
  ])("are refused with %s", (_, line, message) => {
    expect(() => read([book("snapshot", 7, []), line])).toThrow(message);
  });
});

describe("Hyperliquid messages", () => {
  it("other than books and trades are passed over", () => {
    const book = { channel: "l2Book", data: { coin: "BTC", time: 5, levels: [[{ px: "1.0", sz: "2", n: 1 }], []] } };
    const lines = [book, { channel: "subscriptionResponse", data: {} }].map((each) => `1 ${JSON.stringify(each)}`);
    expect(brief(read(lines))).toEqual(["book"]);
  });
});

describe("OKX messages", () => {
  const book = (action: string, seqId: number, prevSeqId: number, instId = "BTC-USDT") =>
    `1652459225.5: ${JSON.stringify({
      arg: { channel: "books", instId },
      action,
      data: [{ asks: [["101", "1", "0", "1"]], bids: [], ts: "1652459225464", seqId, prevSeqId }],
    })}`;

  it("follow one another by their numbers, which may begin again after maintenance", () => {
    const lines = [
      "wss://ws.okx.com:8443/ws/v5/public <-> 1652459224.5",
      '1652459225.5: {"event":"subscribe","arg":{"channel":"books","instId":"BTC-USDT"}}',
      book("snapshot", 10, -1),
      book("update", 15, 10),
      book("update", 3, 15),
      book("update", 4, 3, "ETH-USDT"),
      book("update", 9, 8),
    ];
    expect(brief(session(OKX_SESSION, "BTC-USDT", lines))).toEqual(["book", "book", "book", "invalid sequence-gap"]);
  });

  it("are trades too", () => {
    const data = [{ instId: "BTC-USDT", tradeId: "9", px: "101.5", sz: "0.25", side: "sell", ts: "1652459225464" }];
    const line = `1652459225.5: ${JSON.stringify({ arg: { channel: "trades", instId: "BTC-USDT" }, data })}`;
    const ticker = line.replace('"trades"', '"tickers"');
    expect(session(OKX_SESSION, "BTC-USDT", [line, ticker])).toMatchObject([
      { kind: "trade", tradeId: "9", priceTicks: 10_150, quantityLots: 25_000, aggressor: "sell" },
    ]);
  });
});

describe("Kraken messages", () => {
  it("come in parts, of pairs that may not be wanted", () => {
    const lines = [
      '1.5: {"event":"heartbeat"}',
      '1.5: [1,{"as":[["101.00","1.00000","2.5"]],"bs":[["99.00","1.00000","2.4"]]},"book-1000","XBT/USDT"]',
      '1.6: [1,{"a":[["102.00","1.00000","2.6"]]},{"b":[["98.00","2.00000","2.7","r"]]},"book-1000","XBT/USDT"]',
      '1.7: [1,{"a":[["102.00","1.00000","2.8"]]},"book-1000","ETH/USDT"]',
      '1.8: [1,["101.0","1.0"],"trade","XBT/USDT"]',
    ];
    const events = session(KRAKEN_SESSION, "XBT/USDT", lines);
    expect(events).toMatchObject([
      { isSnapshot: true, at: 2_500, bestBidTicks: 9_900, bestAskTicks: 10_100 },
      { isSnapshot: false, at: 2_700, asks: [10_200, 100_000], bids: [9_800, 200_000] },
    ]);
  });
});

describe("a capture", () => {
  it("is nothing else than a recorded session", () => {
    expect(openCapture("candles.csv", ["open_time,open"], () => undefined)).toBeNull();
    expect(() => read(['1 {"channel":"l2Book","data":{"coin":"PEPE"}}'])).toThrow("hyperliquid-perp PEPE");
  });
});
