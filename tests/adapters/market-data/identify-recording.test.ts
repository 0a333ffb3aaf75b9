import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { identifyRecording } from "../../../server/adapters/market-data/identify-recording.ts";
import { openRecordedFeed } from "../../../server/adapters/market-data/recorded-feed.ts";
import { TapeError } from "../../../server/adapters/market-data/tape/tape-error.ts";

const folder = mkdtempSync(join(tmpdir(), "tradewind-identify-"));
afterAll(() => rmSync(folder, { recursive: true }));

const CANDLES = "open_time,open,high,low,close,volume\n1700000040000,1,1,1,1,1\n";
const TRADES = "time_ms,trade_id,side,price,amount\n1700000040000,1,buy,1,1\n";
const FUNDING = "funding_time,funding_rate\n1700000040000,0.0001\n";
const SPOT = '1 {"stream":"btcusdt@depth","data":{"E":1,"s":"BTCUSDT","U":1,"u":1,"b":[],"a":[]}}\n';
const FUTURES = '1 {"stream":"btcusdt@depth","data":{"E":1,"s":"BTCUSDT","U":1,"u":1,"pu":0,"b":[],"a":[]}}\n';

const TICKER = '1 {"stream":"btcusdt@bookTicker","data":{"e":"bookTicker","u":1,"s":"BTCUSDT"}}\n';

async function identify(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name);
  writeFileSync(path, content);
  const found = await identifyRecording(path);
  return found instanceof TapeError ? found.message : found.instrument.id;
}

describe("identifying a recording", () => {
  it.each([
    ["binance-spot-BTCUSDT-1m.csv", CANDLES, "BTC-USDT"],
    ["btc_usdt.csv", CANDLES, "BTC-USDT"],
    ["ETH-USDT-trades.csv", TRADES, "ETH-USDT"],
    ["binance-usdm-ETHUSDT-trades.csv", TRADES, "ETH-USDT-PERP.binance"],
    ["bybit-linear-XRPUSDT-1h.csv", CANDLES, "XRP-USDT-PERP.bybit"],
    ["binance-BTCUSDT-funding-2020_2023.csv", FUNDING, "BTC-USDT-PERP.binance"],
    ["dydx-ETHUSDT-funding.csv", FUNDING, "ETH-USDT-PERP.dydx"],
    ["binanceus-spot-BTCUSD-1m.csv", CANDLES, "BTC-USD.binanceus"],
    ["anything.jsonl", SPOT, "BTC-USDT"],
    ["anything-at-all.jsonl", FUTURES, "BTC-USDT-PERP.binance"],
    ["tickers-first.jsonl", TICKER, "BTC-USDT-PERP.binance"],
  ])("finds that %s is of its instrument", async (name, content, id) => {
    expect(await identify(name, content)).toBe(id);
    expect(await identify(`${name}.gz`, gzipSync(content))).toBe(id);
  });

  it.each<[string, string, string | Buffer, string]>([
    ["without a pair in its name", "prices.csv", CANDLES, "prices.csv: names no instrument that can be played"],
    [
      "of a pair that is not known",
      "binance-spot-DOGEUSDT.csv",
      CANDLES,
      "of binance spot its name must hold one of BTCUSDT, ETHUSDT, SOLUSDT",
    ],
    ["of an exchange whose grids are not known", "kraken-BTCUSDT.csv", CANDLES, "none of kraken spot can"],
    ["of no kind that is known", "BTCUSDT.txt", "hello world\n", '"hello world" begins no known recording'],
    ["that is garbage", "BTCUSDT.bin", Buffer.from([1, 2, 3, 255, 254, 0, 10]), "begins no known recording"],
    ["that is empty", "BTCUSDT-empty.csv", "", "is empty"],
    ["cut off in its zip", "BTCUSDT.gz", gzipSync(CANDLES).subarray(0, 15), "cannot be read"],
    ["of a symbol that is not known", "capture.jsonl", SPOT.replace("BTCUSDT", "PEPEUSDT"), "binance-spot PEPEUSDT"],
    ["of no symbol at all", "snapshot.jsonl", '1 {"lastUpdateId":1,"bids":[],"asks":[]}\n', "without a symbol"],
  ])("says in one line what is wrong with a file %s", async (_, name, content, message) => {
    const said = await identify(name, content);
    expect(said).toContain(message);
    expect(said).not.toMatch(/\p{Cc}/u);
  });

  it("says what is wrong with a file that is not there", async () => {
    const found = await identifyRecording(join(folder, "absent", "BTCUSDT.csv"));
    expect(found).toBeInstanceOf(TapeError);
    expect((found as TapeError).message).toMatch(/^BTCUSDT\.csv: there is no such file\.$/);
    expect(await identifyRecording(folder)).toBeInstanceOf(TapeError);
  });

  it("plays no capture as an instrument of another market", async () => {
    const path = join(folder, "capture-of-futures.jsonl");
    writeFileSync(path, FUTURES);
    await expect(openRecordedFeed([{ path, instrumentId: "BTC-USDT" }])).rejects.toThrow(
      "is a recording of binance-usdm, not of binance-spot as BTC-USDT is",
    );
  });
});

const SHARED = new URL("../../../../shared/data/", import.meta.url).pathname;
if (!existsSync(SHARED)) console.log(`Skipped: recordings at ${SHARED} are absent.`);

describe.skipIf(!existsSync(SHARED))("real files", () => {
  it.each([
    ["funding/binance-BTCUSDT-funding-2020_2023.csv.gz", "BTC-USDT-PERP.binance", 4_383],
    ["funding/dydx-ETHUSDT-funding-2022_2023.csv.gz", "ETH-USDT-PERP.dydx", 17_520],
    ["funding/htx-BTCUSDT-funding-2021_2023.csv.gz", "BTC-USDT-PERP.htx", 3_284],
    ["perp/binance-usdm-ETHUSDT-1h-2023-12_2024-12.csv.gz", "ETH-USDT-PERP.binance", 8_870],
    ["trades/binance-usdm-ETHUSDT-trades-20230202-1000.csv.gz", "ETH-USDT-PERP.binance", 1_000],
    ["trades/binance-usdm-BTCUSDT-trades-20240808.csv.gz", "BTC-USDT-PERP.binance", 21_313],
    ["cross_exchange/binanceus-spot-BTCUSDC-1m-2023-03.csv.gz", "BTC-USDC.binanceus", 30_240],
    ["bars_1d/binance-spot-ETHUSDT-1d.csv.gz", "ETH-USDT", 3_178],
  ])("%s plays as %s with %i rows", async (file, id, rows) => {
    const found = await identifyRecording(`${SHARED}${file}`);
    if (found instanceof TapeError) throw found;
    expect(found.instrument.id).toBe(id);
    const feed = await openRecordedFeed([{ path: `${SHARED}${file}`, instrumentId: id }]);
    let seen = 0;
    for (let event = feed.next(); event !== null; event = feed.next()) if (event.kind !== "stream") seen += 1;
    expect(seen).toBe(rows);
  });

  it("cannot all be played: finer quantities than the desk counts, inverse contracts, foreign coins", async () => {
    for (const file of [
      "l2/nautilus-tardis-bitmex_trades_XBTUSD.csv",
      "l2/bitstamp-spot-BTCUSD-l3-orders-20150501.csv.gz",
    ]) {
      expect(await identifyRecording(`${SHARED}${file}`)).toBeInstanceOf(TapeError);
    }
    const kraken = { path: `${SHARED}trades/kraken-spot-BTCUSDT-trades-20251110.csv.gz`, instrumentId: "BTC-USDT" };
    await expect(openRecordedFeed([kraken])).rejects.toThrow("off the grid of BTC/USDT");
  });
});
