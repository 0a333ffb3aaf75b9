import { mkdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { marketOf, unifiedSymbol } from "../../../server/adapters/market-data/import/identify/exchange-symbol.ts";
import { previewImport } from "../../../server/adapters/market-data/import/preview-import.ts";
import { filesOnDisk, refuseAll } from "./import-bed.ts";

const files = filesOnDisk();
afterAll(() => files.remove());
const folder = dirname(files.put("here", "").path);

test.each([
  ["BTCUSDT", "binance-spot", "BTC/USDT"],
  ["BTCUSDT", "binance-usdm", "BTC/USDT:USDT"],
  ["BTC/USDT", "binance-usdm", "BTC/USDT:USDT"],
  ["BTC/USDT:USDT", "somewhere", "BTC/USDT:USDT"],
  ["BTC_USDT_USDT", "somewhere", "BTC/USDT:USDT"],
  ["BTC-USDT-SWAP", "okx-swap", "BTC/USDT:USDT"],
  ["BTC-USD", "coinbase-spot", "BTC/USD"],
  ["XBTUSD", "bitmex-inverse", "BTC/USD:BTC"],
  ["BTCUSD_PERP", "binance-coinm", "BTC/USD:BTC"],
  ["BTCFDUSD", "binance-spot", "BTC/FDUSD"],
  ["BTCTUSD", "binance-spot", "BTC/TUSD"],
  ["DOTUSD", "binanceus-spot", "DOT/USD"],
  ["ETHBTC", "kraken-spot", "ETH/BTC"],
  ["BTC-PERPETUAL", "deribit-inverse", null],
  ["GOLD", "somewhere", null],
])("%s at %s is %s", (code, source, symbol) => {
  expect(unifiedSymbol(code, marketOf(source))).toBe(symbol);
});

const at = Date.UTC(2023, 0, 1);
const candles = (volume: string) =>
  [0, 1, 2].map((row) => `${at + row * 60_000},2,4,1,3,${volume},${at + row * 60_000 + 59_999},20,5,6,12,0`);
const FUTURES_HEADER =
  "open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,taker_buy_quote_volume,ignore";

test.each([
  ["data/spot/monthly/klines/BTCUSDT-1m-2023-01.csv", candles("9"), "binance-spot BTC/USDT candles 1m"],
  ["data/futures/um/monthly/klines/BTCUSDT-1m-2023-01.csv", candles("9"), "binance-usdm BTC/USDT:USDT candles 1m"],
  ["BTCUSDT-1m-2023-01.csv", [FUTURES_HEADER, ...candles("9")], "binance-usdm BTC/USDT:USDT candles 1m"],
  [
    "markPriceKlines/um/BTCUSDT-1m-2023-01.csv",
    [FUTURES_HEADER, ...candles("0")],
    "binance-usdm BTC/USDT:USDT mark-candles 1m",
  ],
  ["BTCUSDT-trades-2023-01-01.csv", [`7,16500.5,0.1,1650.05,${at},true,true`], "binance-spot BTC/USDT trades "],
  [
    "data/futures/um/BTCUSDT-trades-2023-01-01.csv",
    ["id,price,qty,quote_qty,time,is_buyer_maker", `7,16500.5,0.1,1650.05,${at},true`],
    "binance-usdm BTC/USDT:USDT trades ",
  ],
  [
    "BTCUSDT-fundingRate-2023-01.csv",
    ["calc_time,funding_interval_hours,last_funding_rate", `${at},8,0.0001`],
    "binance-usdm BTC/USDT:USDT funding ",
  ],
  [
    "data/binance/ETH_BTC-1m.json",
    [`[[${at},2,4,1,3,9],[${at + 60_000},2,4,1,3,9]]`],
    "binance-spot ETH/BTC candles 1m",
  ],
  [
    "data/bybit/futures/BTC_USDT_USDT-8h-funding_rate.csv",
    ["date,open,high,low,close,volume", "2023-01-01,0.0001,0,0,0,0"],
    "bybit-linear BTC/USDT:USDT funding ",
  ],
  [
    "binance-usdm-BTC_USDT_USDT-mark-1m-20230101_20230101.csv",
    ["open_time,open,high,low,close", `${at},2,4,1,3`],
    "binance-usdm BTC/USDT:USDT mark-candles 1m",
  ],
])("%s tells its series", async (path, lines, expected) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), lines.join("\n"));
  const [file] = (await previewImport([{ path: join(folder, path), name: basename(path) }], refuseAll)).files;
  expect(file?.refusal).toBeNull();
  const names = file?.series.map(
    ({ source, symbol, kind, timeframe }) => `${source} ${symbol} ${kind} ${timeframe ?? ""}`,
  );
  expect(names).toEqual([expected]);
});

test.each([
  ["a row that came twice", [0, 1, 1, 2, 3], "1h"],
  ["the newest row first and one twice", [3, 2, 2, 1, 0], "1h"],
  ["a gap among few rows", [0, 1, 4, 5, 6], "1h"],
  ["one time off the grid", [0, 1, 2, 2.5, 3, 4, 5, 6, 7, 8, 9, 10, 11], "1h"],
  ["steps of all kinds", [0, 1, 3, 7, 7.5], null],
  ["two rows", [0, 1], null],
])("finds the timeframe by the steps of the first rows: %s", async (_, hours, timeframe) => {
  const rows = hours.map((hour) => `${at + hour * 3_600_000},2,4,1,3,9`);
  const put = files.put("prices.csv", ["time,open,high,low,close,volume", ...rows].join("\n"));
  const series = { source: "binance-spot", symbol: "BTC/USDT" };
  const [file] = (await previewImport([put], { ...refuseAll, series })).files;
  expect(file?.missing).toEqual(timeframe === null ? ["timeframe"] : []);
  if (timeframe !== null) expect(file?.series).toMatchObject([{ timeframe }]);
});

test("asks what Binance's futures prices without a volume are: mark prices and index prices look the same", async () => {
  const put = files.put("ETHUSDT-1m-2023-01.csv", [FUTURES_HEADER, ...candles("0")].join("\n"));
  const [file] = (await previewImport([put], refuseAll)).files;
  expect(file).toMatchObject({ missing: ["kind"], refusal: { code: "series-unknown" } });
});

test("refuses a kind that the rows are not", async () => {
  const put = files.put("binance-spot-BTCUSDT-1m-2023-01.csv", candles("9").join("\n"));
  const [file] = (await previewImport([put], { ...refuseAll, series: { kind: "trades" } })).files;
  expect(file?.refusal).toMatchObject({
    code: "series-unknown",
    message: expect.stringContaining("imported as trades"),
  });
});

test("refuses sums of trades, whose ids are of another kind", async () => {
  const put = files.put("BTCUSDT-aggTrades-2023-01-01.csv", `1,2.5,3,7,8,${at},true,true`);
  const [file] = (await previewImport([put], refuseAll)).files;
  expect(file?.refusal).toMatchObject({ code: "format-unknown" });
});
