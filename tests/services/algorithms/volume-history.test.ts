import { afterAll, beforeAll, expect, it } from "vitest";
import { writeCandles } from "../../../db/market-data/write-candles.ts";
import { saveFeedPosition } from "../../../db/queries/feed-state.ts";
import { upsertInstruments } from "../../../db/queries/instruments.ts";
import { CandleColumnsBuilder } from "../../../server/domain/markets/candle-columns-builder.ts";
import { LISTED_INSTRUMENTS } from "../../../server/domain/markets/listed-instruments.ts";
import { volumeHistory } from "../../../server/services/algorithms/volume-history.ts";
import { catalogueEntries } from "../../../server/worker/market-data/record/catalogue-entries.ts";
import { type MarketDataDesk, openMarketDataDesk } from "../market-data/market-data-desk.ts";

const MINUTE_MS = 60_000;
const START = Date.UTC(2026, 9, 28);
const NOW = START + 2 * 24 * 60 * MINUTE_MS;
const series = { source: "tape:1", symbol: "BTC/USDT", kind: "candles", timeframe: "1m" } as const;

let test: MarketDataDesk;

/** Two days until now, the first half of each hour three times as busy as the second; then a day that the tape has yet to play. */
beforeAll(async () => {
  test = await openMarketDataDesk();
  const ids = LISTED_INSTRUMENTS.filter(({ id }) => id === "BTC-USDT" || id === "ETH-USDT").map(({ id }) => id);
  await upsertInstruments(test.worker, catalogueEntries("tape:1", ids));
  const builder = new CandleColumnsBuilder("1m");
  for (let minute = 0; minute < 3 * 24 * 60; minute += 1) {
    const volume = minute >= 2 * 24 * 60 ? "9000" : minute % 60 < 30 ? "3" : "1";
    builder.add(START + minute * MINUTE_MS, "100", "100", "100", "100", volume);
  }
  await writeCandles(test.worker, series, builder.finish().columns, { reason: "test" });
  await saveFeedPosition(test.worker, { key: "tape:1", position: 1, tapeAt: NOW });
});
afterAll(() => test?.close());

it("is made of the candles that are kept until now, and of none that the tape has yet to play", async () => {
  const history = await volumeHistory(test.desk, "BTC-USDT", 3_600_000);
  if (!history.ok) throw new Error(history.rejection.message);
  const { bucketMs, volumes, days } = history.value;
  expect([bucketMs, volumes.length, days]).toEqual([300_000, 288, 2]);
  expect(volumes.slice(0, 12)).toEqual([...Array(6).fill(10_000), ...Array(6).fill(3_333)]);
});

it("says so where nothing is kept, and for what it does not know", async () => {
  expect(await volumeHistory(test.desk, "ETH-USDT", 3_600_000)).toMatchObject({
    ok: false,
    rejection: { code: "volume-profile-missing", facts: { symbol: "ETH/USDT" } },
  });
  expect(await volumeHistory(test.desk, "NO-SUCH", 3_600_000)).toMatchObject({ ok: false });
});
