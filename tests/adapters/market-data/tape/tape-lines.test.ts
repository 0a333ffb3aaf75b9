import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { ColumnFull, GrowingNumbers } from "../../../../server/adapters/market-data/tape/columns/growing-numbers.ts";
import { readTapeLines } from "../../../../server/adapters/market-data/tape/tape-lines.ts";

const folder = mkdtempSync(join(tmpdir(), "tradewind-lines-"));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, "tape.txt");

async function read(bytes: Uint8Array): Promise<string[]> {
  writeFileSync(path, bytes);
  const lines: string[] = [];
  await readTapeLines(path, (text, line) => {
    lines.push(text);
    expect(line).toBe(lines.length);
  });
  return lines;
}

describe("lines of a tape", () => {
  it("are the text's, plain or gzipped, with either line break and with or without the last one", async () => {
    const line = fc.string({ unit: "grapheme", maxLength: 12 }).map((text) => text.replaceAll(/[\r\n]/g, "x"));
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1, maxLength: 8 }),
        fc.constantFrom("\n", "\r\n"),
        fc.boolean(),
        fc.boolean(),
        async (lines, lineBreak, isZipped, isEnded) => {
          const text = `${lines.join(lineBreak)}${isEnded || lines.at(-1) === "" ? lineBreak : ""}`;
          const bytes = Buffer.from(text);
          expect(await read(isZipped ? gzipSync(bytes) : bytes)).toEqual(lines);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("are whole across the pieces in which a large file is read", async () => {
    const lines = Array.from({ length: 40_000 }, (_, index) => `${index} ${"ü€".repeat(index % 30)}`);
    expect(await read(Buffer.from(lines.join("\n")))).toEqual(lines);
    expect(await read(gzipSync(lines.join("\n")))).toEqual(lines);
  });

  it("are not read further than wanted", async () => {
    writeFileSync(path, "1\n2\n3\n4\n");
    let last = "";
    await readTapeLines(path, (text) => {
      last = text;
      return text !== "2";
    });
    expect(last).toBe("2");
  });

  it("are refused when there are none, when one never ends, and when the file breaks off", async () => {
    await expect(read(Buffer.alloc(0))).rejects.toThrow("tape.txt: is empty");
    await expect(read(gzipSync(Buffer.alloc(34 * 1_024 * 1_024)))).rejects.toThrow("its line never ends");
    await expect(read(gzipSync("a\n".repeat(99)).subarray(0, 20))).rejects.toThrow("tape.txt: cannot be read");
    await expect(readTapeLines(folder, () => true)).rejects.toThrow("is a folder. Name a file.");
  });
});

describe("a growing column", () => {
  it("holds what was put in, in one or in many, and finds places in it", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 3_000 }),
        fc.integer({ max: 60 }),
        (numbers, least) => {
          const sorted = [...numbers].sort((one, other) => one - other);
          const column = new GrowingNumbers();
          column.pushAll(sorted.slice(0, 7));
          for (const each of sorted.slice(7)) column.push(each);
          expect(column.slice(0, column.length)).toEqual(sorted);
          expect(column.lowerBound(least)).toBe(sorted.filter((each) => each < least).length);
        },
      ),
    );
  });

  it("refuses more than memory is set aside for", () => {
    const column = new GrowingNumbers(2_000);
    column.pushAll(Array(2_000).fill(1));
    expect(() => column.push(1)).toThrow(ColumnFull);
  });
});
