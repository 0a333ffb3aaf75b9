import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadBook } from "../../../db/market-data/events/book.ts";
import { importFiles } from "../../../server/adapters/market-data/import/import-files.ts";
import { previewImport } from "../../../server/adapters/market-data/import/preview-import.ts";
import { type ImportBed, keepGood, openImportBed, refuseAll } from "./import-bed.ts";
import { hasSharedData, shared } from "./shared-data.ts";

let bed: ImportBed;
beforeAll(async () => {
  bed = await openImportBed();
});
afterAll(() => bed.close());

const LINES = 3_000;
const lines = hasSharedData
  ? gunzipSync(readFileSync(shared("l2/binance-spot-BTCUSDT-raw-20240808.jsonl.gz").path))
      .toString()
      .split("\n")
      .slice(0, LINES)
  : [];
const isDiff = (line: string) => line.includes("depthUpdate");
const snapshotAt = lines.findIndex((line) => line.includes("lastUpdateId"));
const put = (kept: readonly string[]) => bed.put("capture.jsonl", kept.join("\n"));
const book = { source: "binance-spot", symbol: "BTC/USDT", kind: "book", timeframe: null } as const;

describe.runIf(hasSharedData)("a capture", () => {
  test("tells itself what it is of", async () => {
    const [file] = (await previewImport([put(lines)], refuseAll)).files;
    expect(file).toMatchObject({ format: "capture", refusal: null, rowCount: LINES, columns: ["message"] });
    expect(file?.series.map(({ kind, source, symbol }) => `${source} ${symbol} ${kind}`)).toEqual([
      "binance-spot BTC/USDT trades",
      "binance-spot BTC/USDT book",
    ]);
  });

  test("with a missing change is refused, naming the line, or stored up to there", async () => {
    const dropped = lines.findIndex((line, at) => at > snapshotAt + 500 && isDiff(line));
    const next = lines.findIndex((line, at) => at > dropped && isDiff(line));
    const file = put(lines.filter((_, at) => at !== dropped));
    const refused = await importFiles(bed.sql, [file], refuseAll);
    expect(refused).toMatchObject({
      outcome: "refused",
      refusal: { code: "bad-rows" },
      problems: {
        total: 1,
        first: [{ row: next, code: "bad-message", message: expect.stringContaining("Gap in the book") }],
      },
    });
    expect(await loadBook(bed.sql, book)).toBeNull();
    const kept = await importFiles(bed.sql, [file], keepGood);
    expect(kept.outcome).toBe("imported");
    const stored = await loadBook(bed.sql, book);
    const diffsBefore = lines.slice(0, dropped).filter(isDiff).length;
    expect(stored?.length ?? 0).toBeGreaterThan(0);
    expect(stored?.length ?? 0).toBeLessThanOrEqual(diffsBefore + 1);
    await bed.empty();
  });

  test("with a line that cannot be read is refused, naming the line", async () => {
    const broken = lines.toSpliced(2_000, 0, (lines[2_000] ?? "").slice(0, 60));
    const report = await importFiles(bed.sql, [put(broken)], refuseAll);
    expect(report).toMatchObject({
      outcome: "refused",
      problems: {
        total: 1,
        first: [{ row: 2_001, code: "bad-message", message: expect.stringMatching(/^Line is no valid JSON/) }],
      },
    });
  });

  test("whose book is never shown whole is refused", async () => {
    const report = await importFiles(bed.sql, [put(lines.filter((_, at) => at !== snapshotAt))], keepGood);
    expect(report.refusal).toMatchObject({ code: "file-corrupt", message: expect.stringContaining("no snapshot") });
  });
});

test("refuses JSON lines of no known exchange, quoting the first", async () => {
  const file = bed.put("log.jsonl", '{"level":"info","text":"started"}\n{"level":"info","text":"ended"}\n');
  const report = await importFiles(bed.sql, [file], refuseAll);
  expect(report.refusal).toMatchObject({ code: "format-unknown", message: expect.stringContaining('"level') });
});
