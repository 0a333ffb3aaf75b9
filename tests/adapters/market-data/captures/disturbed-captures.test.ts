import { existsSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openCapture } from "../../../../server/adapters/market-data/captures/open-capture.ts";
import { readTapeLines } from "../../../../server/adapters/market-data/tape/tape-lines.ts";
import type { Instrument } from "../../../../server/domain/markets/instrument.ts";
import { formatPrice, formatQuantity } from "../../../../server/domain/markets/instrument.ts";
import { OrderBook } from "../../../../server/domain/markets/order-book.ts";
import { shown } from "./venue-model.ts";

const SHARED = new URL("../../../../../shared/data/l2/", import.meta.url).pathname;
const hasShared = existsSync(SHARED);
if (!hasShared) console.log(`Skipped: captures at ${SHARED} are absent.`);

const LINES = 3_500;
/** A recorder that asks for a snapshot now and then, as careful ones do. */
const DIFFS_PER_SNAPSHOT = 60;

type Disturbance = "none" | "drop" | "repeat" | "swap";

async function load(file: string): Promise<string[]> {
  const lines: string[] = [];
  await readTapeLines(`${SHARED}${file}`, (text) => {
    if (!text.includes("@bookTicker")) lines.push(text);
    return lines.length < LINES;
  });
  return lines;
}

/** What the capture tells: the book after each update, as text where it is asked for, and what was noted. */
function play(lines: readonly string[], onBook: (updateId: number, book: OrderBook, isSound: boolean) => void) {
  const codes: string[] = [];
  const book = new OrderBook();
  let isInvalid = false;
  const capture = openCapture("capture", lines.slice(0, 200), ({ event, updateId }) => {
    if (event.kind === "stream") {
      codes.push(event.code);
      isInvalid = event.state === "invalid";
    }
    if (event.kind !== "book") return;
    const isSound = event.isSnapshot || !isInvalid;
    book.apply(event);
    onBook(updateId, book, isSound);
  });
  for (const [index, text] of lines.entries()) capture?.line(text, index + 1);
  capture?.finish();
  return { codes, book, isInvalid: () => isInvalid, instrument: capture?.recorded.instrument as Instrument };
}

function snapshotLine(instrument: Instrument, book: OrderBook, lastUpdateId: number): string {
  const side = (which: "buy" | "sell") => {
    const levels: string[][] = [];
    book.walk(
      which,
      (ticks, lots) => levels.push([formatPrice(instrument, ticks), formatQuantity(instrument, lots)]) > 0,
    );
    return levels;
  };
  return `1 ${JSON.stringify({ lastUpdateId, bids: side("buy"), asks: side("sell") })}`;
}

const isDiff = (line: string): boolean => line.includes("@depth");

describe.skipIf(!hasShared)("a real capture whose changes are dropped, repeated and swapped", () => {
  it.each(["binance-spot-BTCUSDT-raw-20240808.jsonl.gz", "binance-usdm-BTCUSDT-raw-20240808.jsonl.gz"])(
    "%s never shows a wrong book, notes each kind, and is repaired by the snapshots in it",
    async (file) => {
      const lines = await load(file);
      const truth = new Map<number, string>();
      const snapshots = new Map<number, string>();
      let diffs = 0;
      const { instrument } = play(lines.slice(0, 300), () => undefined);
      const undisturbed = play(lines, (updateId, book) => {
        diffs += 1;
        truth.set(
          updateId,
          `${book.best("buy")} ${book.lotsAt("buy", 0)} ${book.best("sell")} ${book.lotsAt("sell", 0)}`,
        );
        if (diffs % DIFFS_PER_SNAPSHOT === 0) snapshots.set(updateId, snapshotLine(instrument, book, updateId));
      });
      expect(undisturbed.codes).toEqual([]);
      const firstDiffs = lines.findIndex((line) => line.includes('"lastUpdateId"')) + 5;

      const disturbance = fc.oneof(
        { weight: 60, arbitrary: fc.constant<Disturbance>("none") },
        fc.constantFrom<Disturbance>("drop", "repeat", "swap"),
      );
      fc.assert(
        fc.property(fc.array(disturbance, { minLength: LINES, maxLength: LINES }), (disturbances) => {
          const disturbed: string[] = [];
          const used = new Set<Disturbance>();
          let held: string | null = null;
          let lastSnapshot = "";
          for (const [index, line] of lines.entries()) {
            if (!isDiff(line) || index < firstDiffs) {
              disturbed.push(line);
              continue;
            }
            // A change that is lost at the very end is missed by nobody, as none comes after it.
            const isLate = index >= lines.length - 50;
            const what = held === null && !isLate ? (disturbances[index] ?? "none") : "none";
            used.add(what);
            if (what === "swap") held = line;
            else if (what !== "drop") disturbed.push(line);
            if (what === "repeat") disturbed.push(line);
            if (what !== "swap" && held !== null) {
              disturbed.push(held);
              held = null;
            }
            const snapshot = snapshots.get(Number(/"u":(\d+)/.exec(line)?.[1]));
            if (snapshot !== undefined) {
              lastSnapshot = snapshot;
              disturbed.push(snapshot);
            }
          }
          const told = play(disturbed, (updateId, book, isSound) => {
            expect(isSound).toBe(true);
            const best = `${book.best("buy")} ${book.lotsAt("buy", 0)} ${book.best("sell")} ${book.lotsAt("sell", 0)}`;
            expect(best).toBe(truth.get(updateId));
          });
          if (used.has("drop")) expect(told.codes).toContain("sequence-gap");
          if (used.has("drop") && lastSnapshot !== "") expect(told.codes).toContain("resynced");
          if (!told.isInvalid()) expect(shown(told.book)).toBe(shown(undisturbed.book));
        }),
        { numRuns: 5 },
      );
    },
  );
});
