import { expect, test } from "vitest";
import { checkCandlePage } from "../../../server/adapters/exchanges/candle-page.ts";
import { type GivenCandle, readCandleRow } from "../../../server/adapters/exchanges/candle-rows.ts";
import { ExchangeFault } from "../../../server/adapters/exchanges/ccxt-errors.ts";

const prices = { open: "1.5", high: "2.0", low: "1.25", close: "1.75" };

function candleAt(openAt: number, volume = "3.00"): GivenCandle {
  return { openAt, ...prices, volume, quoteVolume: null, trades: null, takerVolume: null, isFormed: true };
}

const span = { from: 600_000, until: 900_000, stepMs: 60_000 };
const check = (candles: readonly GivenCandle[]) =>
  checkCandlePage(candles, span, "Binance").map(({ openAt }) => openAt);

test("puts a page in order, each candle once, without what was not asked for", () => {
  const page = [840_000, 660_000, 540_000, 600_000, 660_000, 900_000].map((openAt) => candleAt(openAt));
  expect(check(page)).toEqual([600_000, 660_000, 840_000]);
  expect(check([])).toEqual([]);
});

test.each([
  ["of another time only", [candleAt(0), candleAt(60_000)], "1970-01-01T00:00:00.000Z when asked for 1970-01-01T00:10"],
  ["off the grid", [candleAt(600_000), candleAt(660_001)], "660001, which is not on the grid"],
  ["with two versions of one candle", [candleAt(600_000), candleAt(600_000, "4")], "two different candles"],
])("does not trust a page %s", (_, page, message) => {
  expect(() => check(page)).toThrow(message);
  expect(() => check(page)).toThrow(ExchangeFault);
});

const { open, high, low, close } = prices;
const time = 1_700_000_040_000;
test.each([
  ["binance", [time, open, high, low, close, "9.1", 0, "15.25", 7, "4.5", "0", "0"], ["9.1", "15.25", 7, "4.5", true]],
  ["okx", [String(time), open, high, low, close, "9.1", "15", "15.25", "0"], ["9.1", "15.25", null, null, false]],
  [
    "bybit",
    [String(time), open, high, low, close, "9.1", "15.250000000000001"],
    ["9.1", "15.250000000000001", null, null, true],
  ],
  ["coinbase", { start: "1700000040", low, high, open, close, volume: "9.1" }, ["9.1", null, null, null, true]],
] as const)("reads %s's own row with every digit", (exchange, row, rest) => {
  const read = readCandleRow(exchange, row, "spot");
  const { openAt, volume, quoteVolume, trades, takerVolume, isFormed } = read;
  expect([openAt, read.open, read.high, read.low, read.close]).toEqual([time, open, high, low, close]);
  expect([volume, quoteVolume, trades, takerVolume, isFormed]).toEqual(rest);
});

test.each([
  ["binance", "["],
  ["binance", [time, 1.5, high, low, close, "9.1", 0, "15.25", 7, "4.5", "0", "0"]],
  ["okx", [String(time), open, high]],
  ["bybit", null],
  ["coinbase", { start: "1700000040", low, high, open, close }],
] as const)("does not take %s's %j for a candle", (exchange, row) => {
  expect(() => readCandleRow(exchange, row, "spot")).toThrow(ExchangeFault);
});
