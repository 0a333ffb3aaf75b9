import { expect, test } from "vitest";
import {
  findRecordedInstrument,
  RECORDED_INSTRUMENTS,
  recordedAs,
} from "../../../server/domain/markets/recorded-instruments.ts";

test("each recorded instrument has an id and a source's symbol of its own", () => {
  const ids = RECORDED_INSTRUMENTS.map(({ instrument }) => instrument.id);
  expect(new Set(ids).size).toBe(ids.length);
  const symbols = RECORDED_INSTRUMENTS.map(({ source, nativeSymbol }) => `${source} ${nativeSymbol}`);
  expect(new Set(symbols).size).toBe(symbols.length);
  for (const { instrument } of RECORDED_INSTRUMENTS) expect(findRecordedInstrument(instrument.id)).toBe(instrument);
});

test("a source's symbol stands for the same instrument as the unified one", () => {
  expect(recordedAs("binance-usdm", "BTCUSDT")?.instrument.id).toBe("BTC-USDT-PERP.binance");
  expect(recordedAs("binance-usdm", "BTC/USDT:USDT")?.instrument.id).toBe("BTC-USDT-PERP.binance");
  expect(recordedAs("hyperliquid-perp", "BTC")?.instrument.symbol).toBe("BTC/USDC:USDC");
  expect(recordedAs("binance-usdm", "BTC/USDT")).toBeUndefined();
});

test("what Binance's spot market recorded is what paper portfolios trade", () => {
  expect(recordedAs("binance-spot", "ETHUSDT")?.instrument).toBe(findRecordedInstrument("ETH-USDT"));
  expect(findRecordedInstrument("DOGE-USDT")).toBeUndefined();
});
