import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listCoverage } from "../../../db/market-data/coverage.ts";
import { lockSeries } from "../../../db/market-data/series.ts";
import { importFiles } from "../../../server/adapters/market-data/import/import-files.ts";
import { csvOf, firstHour, hourRows, type ImportBed, openImportBed, refuseAll } from "./import-bed.ts";

let bed: ImportBed;
beforeAll(async () => {
  bed = await openImportBed();
});
afterAll(() => bed.close());

const HOUR = 3_600_000;
const hours = (source: string, from: number) => bed.put(`${source}-BTCUSDT-1h-${from}.csv`, csvOf(hourRows(24, from)));
const seriesOf = (source: string) => ({ source, symbol: "BTC/USDT", kind: "candles", timeframe: "1h" }) as const;

/** Until both imports wait for a lock: each has then written its first series. */
async function untilBothWait(): Promise<void> {
  for (;;) {
    const waiting = await bed.sql`select distinct pid from pg_locks where not granted`;
    if (waiting.length >= 2) return;
    await sleep(10);
  }
}

test("two imports that write the same series in opposite order both succeed", async () => {
  const day = 24 * HOUR;
  const order = ["kraken-spot", "okx-spot"];
  let imports: Promise<unknown>[] = [];
  // Each is held up between the two by a series of its own, so that they do get into each other's way.
  await bed.sql.begin(async (sql) => {
    for (const source of ["coinbase-spot", "bybit-spot"]) await lockSeries(sql, seriesOf(source));
    const [first = "", second = ""] = order;
    imports = [
      [hours(first, firstHour), hours("coinbase-spot", firstHour), hours(second, firstHour)],
      [hours(second, firstHour + day), hours("bybit-spot", firstHour + day), hours(first, firstHour + day)],
    ].map((files) => importFiles(bed.sql, files, refuseAll));
    await untilBothWait();
  });
  const added = { outcome: "imported", series: [{ added: 24 }, { added: 24 }, { added: 24 }] };
  expect(await Promise.all(imports)).toMatchObject([added, added]);
  const rows = (await listCoverage(bed.sql)).map(({ series, rows: count }) => [series.source, count]);
  expect(rows).toEqual([
    ["bybit-spot", 24],
    ["coinbase-spot", 24],
    ["kraken-spot", 48],
    ["okx-spot", 48],
  ]);
});
