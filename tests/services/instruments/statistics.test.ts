import { afterAll, beforeAll, expect, it } from "vitest";
import { type Client, connect } from "../../../db/client.ts";
import { writeFunding } from "../../../db/market-data/events/funding.ts";
import { writeCandles } from "../../../db/market-data/write-candles.ts";
import { upsertInstruments } from "../../../db/queries/instruments.ts";
import { CandleColumnsBuilder } from "../../../server/domain/markets/candle-columns-builder.ts";
import type { Timeframe } from "../../../server/domain/time/timeframe.ts";
import { timeframeMs } from "../../../server/domain/time/timeframe.ts";
import { instrumentDetails } from "../../../server/services/instruments/instrument-details.ts";
import { listVenues } from "../../../server/services/instruments/list-venues.ts";
import { searchInstruments } from "../../../server/services/instruments/search-instruments.ts";
import { instrumentStatistics } from "../../../server/services/instruments/statistics.ts";
import { makePerson, openTestWeb, type TestWeb } from "../../api/open-test-web.ts";
import { aCatalogueInstrument } from "../../db/queries/catalogue-examples.ts";

const HOUR_MS = 3_600_000;
const NOON = Date.UTC(2026, 10, 1, 12); // Eleven hours of the day before lie in another month's chunk.

let test: TestWeb;
let worker: Client;
let ann: { userId: string; ip: null };

const markets = ["AAA", "BBB", "CCC", "DDD", "EEE"].map((base) =>
  aCatalogueInstrument({ base, venue: "paper", source: base === "EEE" ? null : "tape" }),
);
const abroad = aCatalogueInstrument({ base: "AAA", venue: "north", source: "tape@north" });
const perpetual = aCatalogueInstrument({ base: "AAA", venue: "paper", kind: "perpetual", source: "tape" });

beforeAll(async () => {
  test = await openTestWeb();
  worker = connect(test.postgres.worker, { max: 2, applicationName: "test-worker" });
  await upsertInstruments(worker, [...markets, abroad, perpetual]);
  ann = { userId: (await makePerson(test, "ann", "viewer")).id, ip: null };
  await store("tape", "AAA/USDT", "1m", 26 * 60, (index) => 100 + index / 100);
  await store("tape", "AAA/USDT", "1h", 26, () => 7);
  await store("tape@north", "AAA/USDT", "1m", 60, () => 50);
  await store("tape", "BBB/USDT", "1h", 30, (index) => 300 - index);
  await store("tape", "CCC/USDT", "15m", 96, () => 20);
});

afterAll(async () => {
  await worker?.end();
  await test?.close();
});

/** Candles up to noon, each closing at `closeOf(index)`, with a volume of 2 at that price. */
async function store(
  source: string,
  symbol: string,
  timeframe: Timeframe,
  count: number,
  closeOf: (index: number) => number,
) {
  const builder = new CandleColumnsBuilder(timeframe);
  for (let index = 0; index < count; index += 1) {
    const close = closeOf(index);
    const open = index === 0 ? close : closeOf(index - 1);
    const openAt = NOON - (count - index) * timeframeMs(timeframe);
    const texts = [open, Math.max(open, close), Math.min(open, close), close].map((price) => price.toFixed(2));
    builder.add(openAt, ...(texts as [string, string, string, string]), "2", (close * 2).toFixed(2));
  }
  const { columns } = builder.finish();
  await writeCandles(worker, { source, symbol, kind: "candles", timeframe }, columns, { reason: "test" });
}

const statistics = (...instrumentIds: string[]) => instrumentStatistics(test.web.desk, ann, { instrumentIds });

it("measures the day up to the newest candle, across months, from the finest timeframe, each source by itself", async () => {
  const found = await statistics("AAA-USDT", "AAA-USDT.north", "DDD-USDT", "EEE-USDT", "NONE");
  expect(Object.keys(found).sort()).toEqual(["AAA-USDT", "AAA-USDT.north"]);
  expect(found["AAA-USDT"]?.day).toMatchObject({
    from: NOON - 24 * HOUR_MS,
    until: NOON,
    open: "101.19",
    last: "115.59",
    high: "115.59",
    low: "101.19",
    baseVolume: "2880",
  });
  expect(found["AAA-USDT.north"]?.day).toMatchObject({ from: NOON - HOUR_MS, open: "50", changeFraction: 0 });
});

it("takes a candle that comes later into account, and what many ask for is computed once", async () => {
  await statistics("CCC-USDT");
  await store("tape", "CCC/USDT", "15m", 96, () => 20); // Nothing new.
  const builder = new CandleColumnsBuilder("15m");
  builder.add(NOON, "20", "25", "20", "25", "1", "25");
  const series = { source: "tape", symbol: "CCC/USDT", kind: "candles", timeframe: "15m" } as const;
  await writeCandles(worker, series, builder.finish().columns, { reason: "test" });
  const answers = await Promise.all(Array.from({ length: 8 }, () => statistics("CCC-USDT", "AAA-USDT", "BBB-USDT")));
  for (const found of answers) expect(found["CCC-USDT"]?.day).toMatchObject({ last: "25", changeFraction: 0.25 });
});

it("knows a perpetual's newest funding and when the next one is due", async () => {
  const series = { source: "tape", symbol: "AAA/USDT:USDT", kind: "funding", timeframe: null } as const;
  const at = Float64Array.of(NOON - 16 * HOUR_MS, NOON - 8 * HOUR_MS, NOON);
  await writeFunding(worker, series, { length: 3, at, rate: ["0.0001", "0.0002", "-0.000125"] }, { reason: "test" });
  expect((await statistics("AAA-USDT-PERP"))["AAA-USDT-PERP"]).toEqual({
    day: null,
    funding: { rate: "-0.000125", at: NOON, nextAt: NOON + 8 * HOUR_MS },
  });
});

it("sorts by a figure with what has none at the end, both ways", async () => {
  const sorted = async (order: "change" | "last" | "volume" | "funding", isDescending: boolean) => {
    const terms = { text: "", venues: ["paper"], kinds: [], statuses: [], list: null, offset: 0, limit: 50 };
    return (await searchInstruments(test.web.desk, ann, { ...terms, order, isDescending })).found.map(({ id }) => id);
  };
  expect((await sorted("last", true)).slice(0, 4)).toEqual(["BBB-USDT", "AAA-USDT", "CCC-USDT", "AAA-USDT-PERP"]);
  expect((await sorted("last", false)).slice(0, 3)).toEqual(["CCC-USDT", "AAA-USDT", "BBB-USDT"]);
  expect((await sorted("change", true))[0]).toBe("CCC-USDT");
  expect((await sorted("change", false))[0]).toBe("BBB-USDT");
  expect((await sorted("volume", true))[0]).toBe("AAA-USDT");
  expect((await sorted("funding", false))[0]).toBe("AAA-USDT-PERP");
  expect(await sorted("funding", true)).toHaveLength(6);
});

it("tells all of an instrument: terms, fees, stored data and the same on other venues", async () => {
  const result = await instrumentDetails(test.web.desk, ann, { instrumentId: "AAA-USDT" });
  if (!result.ok) throw new Error(result.rejection.message);
  const { instrument, stored, elsewhere, statistics: own } = result.value;
  expect(instrument).toEqual(markets[0]);
  expect(stored.map(({ timeframe, rows, firstAt }) => [timeframe, rows, firstAt])).toEqual([
    ["1m", 1_560, NOON - 26 * HOUR_MS],
    ["1h", 26, NOON - 26 * HOUR_MS],
  ]);
  expect(own?.day?.last).toBe("115.59");
  expect(elsewhere.map(({ id, statistics: theirs }) => [id, theirs?.day?.last])).toEqual([["AAA-USDT.north", "50"]]);
  const none = await instrumentDetails(test.web.desk, ann, { instrumentId: "NO-SUCH" });
  expect(none).toMatchObject({ ok: false, rejection: { code: "instrument-unknown" } });
  const bare = await instrumentDetails(test.web.desk, ann, { instrumentId: "EEE-USDT" });
  expect(bare).toMatchObject({ ok: true, value: { stored: [], statistics: null, elsewhere: [] } });
  expect(await listVenues(test.web.desk, ann)).toEqual([
    { venue: "paper", instruments: 6 },
    { venue: "north", instruments: 1 },
  ]);
});
