import { afterAll, beforeAll, expect, it } from "vitest";
import { appendRunningCandle } from "../../../db/market-data/running-candles.ts";
import { writeCandles } from "../../../db/market-data/write-candles.ts";
import { upsertInstruments } from "../../../db/queries/instruments.ts";
import { CandleColumnsBuilder } from "../../../server/domain/markets/candle-columns-builder.ts";
import { LISTED_INSTRUMENTS } from "../../../server/domain/markets/listed-instruments.ts";
import { chartCandles } from "../../../server/services/market-data/chart-candles.ts";
import { catalogueEntries } from "../../../server/worker/market-data/record/catalogue-entries.ts";
import { type MarketDataDesk, openMarketDataDesk } from "./market-data-desk.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const START = Date.UTC(2026, 9, 30);
const MINUTES = 4 * 24 * 60;
const END = START + MINUTES * MINUTE_MS;
const series = { source: "tape:1", symbol: "BTC/USDT", kind: "candles", timeframe: "1m" } as const;
const at = (minute: number) => START + minute * MINUTE_MS;

let test: MarketDataDesk;
const ask = (timeframe: "1m" | "1h" | "1d", before: number | null, limit: number, instrumentId = "BTC-USDT") =>
  chartCandles(test.desk, test.as.viewer, { instrumentId, timeframe, before, limit });
const pageOf = async (...wish: Parameters<typeof ask>) => {
  const answer = await ask(...wish);
  if (!answer.ok) throw new Error(answer.rejection.message);
  return answer.value;
};

/** Four days of minutes over the end of a month, then two minutes as rows. */
beforeAll(async () => {
  test = await openMarketDataDesk();
  await upsertInstruments(
    test.worker,
    catalogueEntries(
      "tape:1",
      LISTED_INSTRUMENTS.filter(({ id }) => id === "BTC-USDT" || id === "ETH-USDT").map(({ id }) => id),
    ),
  );
  const builder = new CandleColumnsBuilder("1m");
  for (let minute = 0; minute < MINUTES; minute += 1) {
    builder.add(at(minute), "100.5", "102", "99.5", `${100 + (minute % 2)}`, "0.5");
  }
  await writeCandles(test.worker, series, builder.finish().columns, { reason: "test" });
  const more = { open: "101", high: "150", low: "50", close: "120", volume: "2" };
  const rest = { quoteVolume: null, trades: null, takerVolume: null };
  for (const openAt of [END, END + MINUTE_MS])
    await appendRunningCandle(test.worker, series, { openAt, ...more, ...rest });
});
afterAll(() => test?.close());

it("gives the newest bars of the running feed, the last of them as far as it has come", async () => {
  const page = await pageOf("1h", null, 3);
  expect(page).toEqual({
    timeframe: "1h",
    openAt: [END / HOUR_MS - 2, END / HOUR_MS - 1, END / HOUR_MS],
    open: [1005, 1005, 1010],
    high: [1020, 1020, 1500],
    low: [995, 995, 500],
    close: [1010, 1010, 1200],
    priceDecimals: 1,
    volume: [300, 300, 40],
    volumeDecimals: 1,
    closedUntil: END + 2 * MINUTE_MS,
    olderBefore: END - 2 * HOUR_MS,
  });
});

it("gives older bars page by page until there are none, without a hole or a repetition", async () => {
  const seen: number[] = [];
  let before: number | null = null;
  do {
    const page = await pageOf("1h", before, 40);
    seen.unshift(...page.openAt);
    before = page.olderBefore;
  } while (before !== null);
  expect(seen).toEqual(Array.from({ length: 97 }, (_, hour) => START / HOUR_MS + hour));
});

it("shows of a bar only what had closed before an instant", async () => {
  const page = await pageOf("1h", at(90), 10);
  expect(page.volume).toEqual([300, 150]);
  expect(page.closedUntil).toBe(at(90));
  expect((await pageOf("1d", at(1), 5)).volume).toEqual([5]);
});

it("is empty for a market without candles, and refuses one that nobody lists", async () => {
  expect(await pageOf("1m", null, 10, "ETH-USDT")).toMatchObject({ openAt: [], closedUntil: 0, olderBefore: null });
  expect(await pageOf("1m", null, 10, "SOL-USDT")).toMatchObject({ openAt: [], closedUntil: 0, olderBefore: null });
  expect(await ask("1m", null, 10, "NO-SUCH")).toMatchObject({
    ok: false,
    rejection: { code: "instrument-unknown", message: expect.stringContaining('"NO-SUCH"') },
  });
});
