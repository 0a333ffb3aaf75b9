import { readFileSync } from "node:fs";
import { Table as ArrowTable, Float64, tableToIPC, Utf8, vectorFromArray } from "apache-arrow";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { openMembers } from "../../../server/adapters/market-data/import/files/open-members.ts";
import { previewImport } from "../../../server/adapters/market-data/import/preview-import.ts";
import { unpackLz4Frame } from "../../../server/adapters/market-data/import/tables/arrow/lz4-frame.ts";
import { readFeatherTable } from "../../../server/adapters/market-data/import/tables/feather-table.ts";
import { openContent } from "../../../server/adapters/market-data/import/tables/open-table.ts";
import { filesOnDisk, refuseAll } from "./import-bed.ts";

const files = filesOnDisk();
afterAll(() => files.remove());
const fixture = (name: string): Buffer => readFileSync(new URL(`fixtures/${name}`, import.meta.url));

/** Every cell of a file, without trailing zeros. */
async function cellsOf(name: string, content: string | Buffer): Promise<string[][]> {
  const [member] = await openMembers(files.put(name, content));
  if (member === undefined) throw new Error("No member");
  const opened = await openContent(member, undefined);
  if (opened.kind !== "table") throw new Error("No table");
  const rows: string[][] = [];
  await opened.table.forEachRow(
    (cells) => {
      rows.push(Array.from({ length: cells.count }, (_, column) => plain(cells.text(column))));
    },
    async () => {},
  );
  return rows;
}

const plain = (text: string): string => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);

// Written by pyarrow 26 from the very rows of the CSV: decimals as 32 and 64-bit integers and as bytes; floats.
test.each([
  ["decimals.parquet", "decimals.csv"],
  ["decimals-plain.parquet", "decimals.csv"],
  ["floats.parquet", "floats.csv"],
  ["floats-lz4.feather", "floats.csv"],
  ["floats-zstd.feather", "floats.csv"],
])("%s holds exactly what %s does", async (name, csv) => {
  const rows = await cellsOf(name, fixture(name));
  expect(rows.length).toBe(30);
  expect(rows).toEqual(await cellsOf(csv, fixture(csv)));
});

test("keeps the digits of JSON that a float would lose", async () => {
  const rows = await cellsOf(
    "long.json",
    "[[1672531200000, 16544.76, 0.30000000000000004, 1e-7, 12345678901234567890.1, null ]\n]",
  );
  expect(rows).toEqual([["1672531200000", "16544.76", "0.30000000000000004", "1e-7", "12345678901234567890.1", ""]]);
});

test.each(["[[1,2],[3,4]", "[[1,2] [3,4]]", "[[1,2],[3,x]]", "[[1,2],[3,[4]]]", "[[1,2]] tail"])(
  "%s is refused as no list of lists",
  async (text) => {
    await expect(cellsOf("broken.json", text)).rejects.toThrow("is no list of lists");
  },
);

test("reads what another Arrow library writes, in several batches, with gaps and texts", async () => {
  const value = fc.double({ min: 1e-8, max: 1e8, noNaN: true });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(value, fc.option(value), fc.string({ unit: "grapheme" })), { minLength: 1, maxLength: 60 }),
      async (rows) => {
        const batches = [rows.slice(0, 7), rows.slice(7)].filter((part) => part.length > 0);
        const tables = batches.map(
          (part) =>
            new ArrowTable({
              price: vectorFromArray(
                part.map(([price]) => price),
                new Float64(),
              ),
              quantity: vectorFromArray(
                part.map(([, quantity]) => quantity),
                new Float64(),
              ),
              note: vectorFromArray(
                part.map(([, , note]) => note),
                new Utf8(),
              ),
            }),
        );
        const [first, ...rest] = tables;
        const whole = rest.reduce((sum, part) => sum.concat(part), first as ArrowTable);
        const read = readFeatherTable(tableToIPC(whole, "file"), "written");
        expect(read.columns).toEqual(["price", "quantity", "note"]);
        const found: string[][] = [];
        await read.forEachRow(
          (cells) => void found.push([0, 1, 2].map((column) => cells.text(column))),
          async () => {},
        );
        const text = (number: number | null) => (number === null ? "" : String(number));
        expect(found).toEqual(rows.map(([price, quantity, note]) => [text(price), text(quantity), note]));
      },
    ),
    { numRuns: 30 },
  );
});

test("unpacks LZ4 blocks that refer to earlier ones, and stored ones", () => {
  // Block 1: the literals "abcd"; block 2: 8 bytes from 4 back, overlapping; block 3 is stored as it is.
  const first = [0x40, ...Buffer.from("abcd")];
  const second = [0x04, 0x04, 0x00];
  const frame = [
    ...[0x04, 0x22, 0x4d, 0x18, 0x40, 0x40, 0x00],
    ...[first.length, 0, 0, 0, ...first],
    ...[second.length, 0, 0, 0, ...second],
    ...[2, 0, 0, 0x80, ...Buffer.from("yz")],
    ...[0, 0, 0, 0],
  ];
  expect(Buffer.from(unpackLz4Frame(Uint8Array.from(frame))).toString()).toBe("abcdabcdabcdyz");
});

const rows = (times: readonly string[]) => times.map((time) => `${time},2,4,1,3,10`);

type Case = readonly [what: string, name: string, text: string, options: object, firstAt: string];
const midnight = "2023-01-01T00:00:00.000Z";
const archive = (openTime: string) =>
  [0, 1, 2]
    .map(
      (row) =>
        `${openTime.replace(/^\d{13}/, (ms) => `${Number(ms) + row * 60_000}`)},2,4,1,3,10,${openTime},20,5,6,12,0`,
    )
    .join("\n");

const cases: readonly Case[] = [
  [
    "seconds",
    "kraken-spot-BTCUSDT-1m-2023.csv",
    ["time,open,high,low,close,volume", ...rows(["1672531200", "1672531260"])].join("\n"),
    {},
    midnight,
  ],
  [
    "nanoseconds",
    "kraken-spot-BTCUSDT-1m-2023.csv",
    ["time,open,high,low,close,volume", ...rows(["1672531200000000000"])].join("\n"),
    {},
    midnight,
  ],
  [
    "written UTC",
    "kraken-spot-BTCUSDT-1m-2023.csv",
    ["Date,Open,High,Low,Close,Volume", ...rows(["2023-01-01 00:00:00", "2023-01-01 00:01:00"])].join("\n"),
    {},
    midnight,
  ],
  [
    "an offset",
    "kraken-spot-BTCUSDT-1m-2023.csv",
    ["Date,Open,High,Low,Close,Volume", ...rows(["2023-01-01T01:00:00+01:00"])].join("\n"),
    {},
    midnight,
  ],
  [
    "a timezone",
    "kraken-spot-BTCUSDT-1m-2023.csv",
    ["Date,Open,High,Low,Close,Volume", ...rows(["2023-01-01 01:00"])].join("\n"),
    { mapping: { columns: {}, timezone: "Europe/Berlin" } },
    midnight,
  ],
  [
    "semicolons and quotes",
    "kraken-spot-BTCUSDT-1m-2023.csv",
    `"time";"open";"high";"low";"close";"volume"\r\n"1672531200";"2";"4";"1";"3";"9"\r\n`,
    {},
    midnight,
  ],
  [
    "a byte order mark",
    "kraken-spot-BTCUSDT-1m-2023.csv",
    `\uFEFF${["time,open,high,low,close,volume", "1672531200,2,4,1,3,9"].join("\n")}`,
    {},
    midnight,
  ],
  [
    "the newest row first",
    "kraken-spot-BTCUSDT-1m-2023.csv",
    ["time,open,high,low,close,volume", ...rows(["1672531320", "1672531260", "1672531200"])].join("\n"),
    {},
    midnight,
  ],
  [
    "a mapping by name",
    "kraken-spot-BTCUSDT-1m-2023.csv",
    "Zeit,auf,hoch,tief,zu,Menge\n1672531200,2,4,1,3,9\n",
    {
      mapping: { columns: { open_time: "Zeit", open: "auf", high: "hoch", low: "tief", close: "zu", volume: "Menge" } },
    },
    midnight,
  ],
  [
    "a mapping by number",
    "kraken-spot-BTCUSDT-1m-2023.csv",
    "3;4;1;2;1672531200;9\n3;4;1;2;1672531260;9\n",
    { mapping: { columns: { open_time: "5", open: "4", high: "2", low: "3", close: "1", volume: "6" } } },
    midnight,
  ],
  ["Binance's archive in microseconds", "BTCUSDT-1m-2023-01.csv", archive("1672531200000000"), {}, midnight],
  [
    "Binance's archive of spot",
    "BTCUSDT-1m-2023-01.csv",
    archive("1672531200000"),
    { series: { source: "binance-spot" } },
    midnight,
  ],
  [
    "freqtrade",
    "ETH_USDT_USDT-1m-futures.json",
    "[[1672531200000,2,4,1,3,10.5],[1672531260000,2,4,1,3,10.5]]",
    { series: { source: "binance-usdm" }, lastCandle: "keep" },
    midnight,
  ],
];

test.each(cases)("reads %s", async (_what, name, text, options, firstAt) => {
  const [file] = (await previewImport([files.put(name, text)], { ...refuseAll, ...options })).files;
  expect(file).toMatchObject({ refusal: null, problems: { total: 0 }, firstAt: Date.parse(firstAt) });
  expect(file?.series).toMatchObject([{ timeframe: "1m", kind: "candles" }]);
});

test.each([
  ["BTCUSDT-1m-2023-01.csv", archive("1672531200000"), ["source"], "--source"],
  [
    "prices.csv",
    ["time,open,high,low,close", "1672531200,2,4,1,3", "1672531205,2,4,1,3"].join("\n"),
    ["source", "symbol", "timeframe"],
    "--timeframe",
  ],
])("asks for what %s does not say", async (name, text, missing, option) => {
  const [file] = (await previewImport([files.put(name, text)], refuseAll)).files;
  expect(file).toMatchObject({ missing, refusal: { code: "series-unknown" } });
  expect(file?.refusal?.message).toContain(option);
  expect(file?.rows.length).toBeGreaterThan(0);
});

test("proposes the mapping it found, which can be given back", async () => {
  const put = files.put("kraken-spot-BTCUSDT-1m-2023.csv", "When,Open,Close,High,Low,Sum\n2023-01-01,2,3,4,1,9\n");
  const given = {
    columns: { open_time: "When", open: "Open", high: "High", low: "Low", close: "Close", volume: "Sum" },
  };
  const [unknown] = (await previewImport([put], refuseAll)).files;
  expect(unknown).toMatchObject({
    refusal: { code: "format-unknown" },
    columns: ["When", "Open", "Close", "High", "Low", "Sum"],
  });
  const [known] = (await previewImport([put], { ...refuseAll, mapping: given })).files;
  expect(known?.mapping).toEqual({ ...given, timeUnit: "iso" });
  const [again] = (await previewImport([put], { ...refuseAll, mapping: known?.mapping ?? null })).files;
  expect(again).toEqual(known);
});

test("takes no volume for none: asks for its column", async () => {
  const text = "time,open,high,low,close,Volume BTC\n1672531200,2,4,1,3,9\n";
  const [file] = (await previewImport([files.put("kraken-spot-BTCUSDT-1m-2023.csv", text)], refuseAll)).files;
  expect(file?.refusal).toMatchObject({ code: "mapping-wrong", message: expect.stringContaining("without a volume") });
});

test("passes over what programs and sites write around a table", async () => {
  const text = "https://www.example.com\n,open,high,low,close,volume,Time\n0,2,4,1,3,9,2023-01-01,\n";
  const [file] = (await previewImport([files.put("kraken-spot-BTCUSDT-1m-2023.csv", text)], refuseAll)).files;
  expect(file).toMatchObject({ refusal: null, rowCount: 1, problems: { total: 0 } });
});

test.each([
  [{ open_time: "Nope", open: "2", high: "3", low: "4", close: "5" }, 'column "Nope"'],
  [{ open_time: "1", open: "2" }, "names no column for high, low, close"],
])("refuses a mapping that does not fit: %j", async (columns, message) => {
  const put = files.put("prices-2023.csv", "a,b,c,d,e\n1672531200,2,4,1,3\n");
  const [file] = (await previewImport([put], { ...refuseAll, mapping: { columns } })).files;
  expect(file?.refusal).toMatchObject({ code: "mapping-wrong", message: expect.stringContaining(message) });
});
