import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { BlockFile, readBlocks } from "../../../../server/adapters/market-data/market-tape/block-file.ts";
import {
  MarketTapeReader,
  MarketTapeRecorder,
} from "../../../../server/adapters/market-data/market-tape/market-tape.ts";
import { tapeFolder } from "../../../../server/adapters/market-data/market-tape/tape-folder.ts";
import { pruneTape } from "../../../../server/adapters/market-data/market-tape/tape-retention.ts";
import type { TradeEvent } from "../../../../server/domain/markets/market-event.ts";

let folder: string;
const problems: unknown[] = [];
const onProblem = (problem: unknown) => problems.push(problem);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tradewind-kept-"));
  problems.length = 0;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const trade = (number: number): TradeEvent => ({
  kind: "trade",
  instrumentId: number % 2 === 0 ? "BTC-USDT" : "ETH-USDT",
  at: 1_700_000_000_000 + number,
  tradeId: `${number}`,
  priceTicks: 100 + (number % 50),
  quantityLots: 1 + number,
  aggressor: "buy",
});

test("a block file gives back its blocks in order, up to the first that is torn or damaged", async () => {
  const path = join(folder, "blocks");
  const file = new BlockFile(path, onProblem);
  const bodies = Array.from({ length: 20 }, (_, index) => Buffer.alloc(500 * index, index));
  bodies.forEach((body, index) => void file.append({ index }, body));
  await file.close();
  const whole = readFileSync(path);
  expect([...readBlocks(path)].map(({ head }) => head)).toEqual(bodies.map((_, index) => ({ index })));
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.boolean(), (at, isTorn) => {
      const hurt = isTorn ? whole.subarray(0, at) : Buffer.from(whole);
      if (!isTorn) hurt[at] = (hurt[at] ?? 0) ^ 0x40;
      const copy = join(folder, "hurt");
      writeFileSync(copy, hurt);
      const found = [...readBlocks(copy)];
      expect(found.length).toBeLessThan(bodies.length);
      found.forEach(({ bytes }, index) => void expect(bytes.equals(bodies[index] as Buffer)).toBe(true));
    }),
    { numRuns: 60 },
  );
});

test("a file that cannot be written is told once and stops nobody", async () => {
  const file = new BlockFile(join(folder, "nowhere", "blocks"), onProblem);
  file.append({}, Buffer.from("a"));
  file.append({}, Buffer.from("b"));
  await file.close();
  expect(problems).toHaveLength(1);
});

test("the market's tape gives each event by its position, with jumps, restarts and repeats", async () => {
  const first = new MarketTapeRecorder(folder, onProblem);
  for (let position = 1; position <= 300; position += 1) {
    first.record(position, trade(position));
    if (position % 70 === 0) first.flush();
  }
  for (let position = 1_000; position <= 1_010; position += 1) first.record(position, trade(position));
  await first.close();
  const second = new MarketTapeRecorder(folder, onProblem);
  for (let position = 290; position <= 400; position += 1) second.record(position, trade(position));
  await second.close();
  const reader = new MarketTapeReader(folder);
  for (const position of [1, 69, 70, 71, 300, 289, 295, 400, 1_000, 1_010]) {
    expect(reader.eventAt(position), `${position}`).toEqual(trade(position));
  }
  for (const position of [0, 401, 999, 1_011]) expect(reader.eventAt(position), `${position}`).toBeNull();
  expect(problems).toEqual([]);
});

test("an event that cannot be written is told and left out; the others stand", async () => {
  const recorder = new MarketTapeRecorder(folder, onProblem);
  recorder.record(1, trade(1));
  recorder.flush();
  recorder.record(2, { ...trade(2), priceTicks: 0.5 });
  recorder.record(3, trade(3));
  await recorder.close();
  const reader = new MarketTapeReader(folder);
  expect([reader.eventAt(1), reader.eventAt(2), reader.eventAt(3)]).toEqual([trade(1), null, trade(3)]);
  expect(problems).toHaveLength(1);
});

test("the oldest files go when they are too old, or when all together are too many", () => {
  const now = 1_700_000_000_000;
  mkdirSync(join(folder, "feed"));
  const ages = { young: 1, middle: 20, old: 47, ancient: 49 };
  for (const [name, hours] of Object.entries(ages)) {
    const path = join(folder, "feed", name);
    writeFileSync(path, Buffer.alloc(600_000));
    utimesSync(path, new Date(now), new Date(now - hours * 3_600_000));
  }
  pruneTape(folder, { hours: 48, megabytes: 10 }, now);
  expect(readdirSync(join(folder, "feed")).sort()).toEqual(["middle", "old", "young"]);
  pruneTape(folder, { hours: 48, megabytes: 1 }, now);
  expect(readdirSync(join(folder, "feed"))).toEqual(["young"]);
});

test("no two feeds share a folder, and its name tells the feed", () => {
  const names = ["synthetic.2:1:1790000000000", "synthetic.2-1-1790000000000", "recorded:a.csv,b.csv"].map((key) =>
    tapeFolder("/data", key),
  );
  expect(new Set(names).size).toBe(3);
  expect(names[0]).toMatch(/^\/data\/tape\/synthetic\.2-1-1790000000000-[0-9a-f]{8}$/);
});
