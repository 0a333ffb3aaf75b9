import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { zipSync } from "fflate";
import { afterAll, beforeAll, expect, test } from "vitest";
import { importFiles } from "../../../server/adapters/market-data/import/import-files.ts";
import { IMPORT_REFUSALS } from "../../../server/domain/markets/import-report.ts";
import { csvOf, hourRows, type ImportBed, keepGood, openImportBed, refuseAll } from "./import-bed.ts";

let bed: ImportBed;
beforeAll(async () => {
  bed = await openImportBed();
});
afterAll(() => bed.close());

const csv = Buffer.from(csvOf(hourRows(40)));
const fixture = (name: string): Buffer => readFileSync(new URL(`fixtures/${name}`, import.meta.url));
const trades = Buffer.from(
  [
    "time_ms,trade_id,price,qty,side",
    ...hourRows(40).map(([at, price], id) => `${at},${id},${price},1.5,buy`),
    "",
  ].join("\n"),
);
const sound: readonly (readonly [string, Buffer])[] = [
  ["binance-spot-BTCUSDT-1h-2023.csv", csv],
  ["binance-spot-BTCUSDT-1h-2023.csv.gz", gzipSync(csv)],
  ["BTCUSDT-1h-2023-01.zip", Buffer.from(zipSync({ "BTCUSDT-1h-2023-01.csv": csv, "BTCUSDT-1h-2023-02.csv": csv }))],
  ["binance-spot-BTCUSDT-1h-2023.parquet", fixture("decimals.parquet")],
  ["binance-spot-BTCUSDT-1h-2023.parquet", fixture("floats.parquet")],
  ["BTC_USDT-1h.feather", fixture("floats-lz4.feather")],
  ["BTC_USDT-1h.feather", fixture("floats-zstd.feather")],
  [
    "BTC_USDT-1h.json",
    Buffer.from(
      `[${hourRows(40)
        .map((row) => `[${row.join(",")}]`)
        .join(",")}]`,
    ),
  ],
  ["kraken-spot-BTCUSDT-trades-2023.csv", trades],
];

/** Cuts, flips, repeats and drops bytes. */
type Damage = { readonly kind: "cut" | "flip" | "drop" | "repeat"; readonly at: number; readonly size: number };
const damage: fc.Arbitrary<Damage> = fc.record({
  kind: fc.constantFrom("cut", "flip", "drop", "repeat"),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  size: fc.integer({ min: 1, max: 255 }),
});

function damaged(bytes: Buffer, { kind, at, size }: Damage): Buffer {
  const place = Math.min(bytes.length - 1, Math.floor(at * bytes.length));
  switch (kind) {
    case "cut":
      return bytes.subarray(0, place);
    case "flip": {
      const flipped = Buffer.from(bytes);
      flipped[place] = (flipped[place] as number) ^ size;
      return flipped;
    }
    case "drop":
      return Buffer.concat([bytes.subarray(0, place), bytes.subarray(place + size)]);
    case "repeat":
      return Buffer.concat([bytes.subarray(0, place), bytes.subarray(Math.max(0, place - size))]);
  }
}

const storedChunks = async () => (await bed.sql`select 1 from data_chunk`).length;
const source = { source: "binance-spot", symbol: null, kind: null, timeframe: null };

test.each(sound)("%s is imported while it is whole", async (name, bytes) => {
  await bed.empty();
  const report = await importFiles(bed.sql, [bed.put(name, bytes)], { ...refuseAll, series: source });
  expect(report).toMatchObject({ outcome: "imported", refusal: null });
});

test.each(sound)("%s, damaged, is refused with nothing written, or imported with a report", async (name, bytes) => {
  await bed.empty();
  await fc.assert(
    fc.asyncProperty(
      fc.array(damage, { minLength: 1, maxLength: 3 }),
      fc.constantFrom(refuseAll, keepGood),
      async (damages, rule) => {
        const file = bed.put(name, damages.reduce(damaged, bytes));
        const report = await importFiles(bed.sql, [file], { ...rule, series: source });
        const added = report.series.reduce((sum, one) => sum + one.added, 0);
        if (report.outcome === "imported") {
          expect(report.refusal).toBeNull();
          if (rule === refuseAll) expect(report.problems.total).toBe(0);
          await bed.empty();
          return;
        }
        expect(IMPORT_REFUSALS).toContain(report.refusal?.code);
        expect(report.refusal?.message.length).toBeGreaterThan(20);
        expect(added).toBe(0);
        expect(await storedChunks()).toBe(0);
      },
    ),
    { numRuns: 40 },
  );
});

test("garbage of any kind is refused with a message that says what is understood", async () => {
  await bed.empty();
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(fc.uint8Array({ minLength: 1, maxLength: 300 }), fc.string({ minLength: 1 })),
      async (content) => {
        const report = await importFiles(bed.sql, [bed.put("anything", content)], keepGood);
        expect(report.outcome).toBe("refused");
        expect(IMPORT_REFUSALS).toContain(report.refusal?.code);
      },
    ),
    { numRuns: 60 },
  );
  expect(await storedChunks()).toBe(0);
});

test("a damaged file among sound ones leaves nothing of the sound ones", async () => {
  await bed.empty();
  const files = [
    bed.put("binance-spot-BTCUSDT-1h-2023.csv", csv),
    bed.put("binance-spot-ETHUSDT-1h-2023.csv.gz", gzipSync(csv).subarray(0, -9)),
  ];
  for (const rule of [refuseAll, keepGood]) {
    const report = await importFiles(bed.sql, files, rule);
    expect(report).toMatchObject({
      outcome: "refused",
      refusal: { code: "file-corrupt", file: "binance-spot-ETHUSDT-1h-2023.csv.gz" },
    });
    expect(await storedChunks()).toBe(0);
  }
});

test("bytes after the end of a gzip file are no silent loss", async () => {
  const file = bed.put("binance-spot-BTCUSDT-1h-2023.csv.gz", Buffer.concat([gzipSync(csv), Buffer.from("more rows")]));
  const report = await importFiles(bed.sql, [file], refuseAll);
  expect(report.refusal).toMatchObject({ code: "file-corrupt" });
});

test("a file that unpacks without measure is stopped", async () => {
  const file = bed.put("binance-spot-BTCUSDT-1h-2023.csv.gz", gzipSync(Buffer.alloc(70_000_000, 10)));
  const report = await importFiles(bed.sql, [file], refuseAll);
  expect(report.refusal).toMatchObject({ code: expect.stringMatching(/file-too-large|format-unknown/) });
});
