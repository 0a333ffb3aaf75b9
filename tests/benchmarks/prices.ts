import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { gunzipSync } from "node:zlib";
import { openRecordedFeed } from "../../server/adapters/market-data/recorded-feed.ts";
import { decodeEvents, EventWriter, encodeEvent } from "../../server/domain/markets/event-codec.ts";
import type { Instrument } from "../../server/domain/markets/instrument.ts";
import { findInstrument } from "../../server/domain/markets/listed-instruments.ts";
import { EVENTS_PER_HOUR, SYNTHETIC_MARKETS } from "../../server/simulation/market/market-terms.ts";
import { openSyntheticFeed } from "../../server/worker/market-data/synthetic-feed.ts";
import { TapeRunner } from "../../server/worker/market-data/tape/tape-runner.ts";
import { throughCcxt } from "./ccxt-books.ts";
import { coreSeconds } from "./core-seconds.ts";
import type { Figures } from "./main.ts";
import { PricesDesk } from "./prices-desk.ts";

const CAPTURE = fileURLToPath(
  new URL("../../../shared/data/l2/binance-spot-BTCUSDT-raw-20240808.jsonl.gz", import.meta.url),
);
const SYNTHETIC_EVENTS = 200_000;
const RECORDED_PASSES = 8;
const ROUNDS = 5;
const EVENTS_PER_BATCH = 256;
const BUSY_EVENTS = 60_000;
const BUSY_PER_S = 10_000;

const shown = SYNTHETIC_MARKETS.map(({ instrument }) => instrument);
const feedOf = () => openSyntheticFeed({ seed: 1, startAt: Date.UTC(2026, 0, 1) });

/** Feed → book → marks; the best of a few rounds. */
function best(rounds: number, run: () => number): number {
  return Math.max(...Array.from({ length: rounds }, run));
}

function synthetic(): number {
  const feed = feedOf();
  const desk = new PricesDesk(shown);
  return best(ROUNDS, () => {
    const spent = coreSeconds();
    for (let count = 0; count < SYNTHETIC_EVENTS; count += 1) {
      const event = feed.next();
      if (event !== null) desk.view.observe(event);
      if (count % EVENTS_PER_BATCH === 0) desk.frame();
    }
    return SYNTHETIC_EVENTS / spent();
  });
}

/** Reading the raw capture (parse, sync, check every sequence) and playing it; and both together, as one must who has only the file. */
async function recorded(): Promise<{ played: number; whole: number }> {
  const instrument = findInstrument("BTC-USDT") as Instrument;
  const desk = new PricesDesk([instrument]);
  let readSeconds = Number.POSITIVE_INFINITY;
  let feed = await openRecordedFeed([{ path: CAPTURE, instrumentId: instrument.id }]);
  for (let round = 0; round < ROUNDS; round += 1) {
    const spent = coreSeconds();
    feed = await openRecordedFeed([{ path: CAPTURE, instrumentId: instrument.id }]);
    readSeconds = Math.min(readSeconds, spent());
  }
  let length = 0;
  const played = best(ROUNDS, () => {
    const spent = coreSeconds();
    let count = 0;
    for (let pass = 0; pass < RECORDED_PASSES; pass += 1) {
      feed.seek(0);
      for (let event = feed.next(); event !== null; event = feed.next()) {
        desk.view.observe(event);
        count += 1;
        if (count % EVENTS_PER_BATCH === 0) desk.frame();
      }
    }
    length = count / RECORDED_PASSES;
    return count / spent();
  });
  return { played, whole: length / (readSeconds + length / played) };
}

/** Share of a core that the worker needs for 10,000 updates a second: decoding, its view, 20 sessions awake for all of it, marks. */
async function busyFraction(): Promise<number> {
  const feed = feedOf();
  const desk = new PricesDesk(shown);
  const runner = new TapeRunner({
    position: 0,
    view: desk.view,
    consumers: () => desk.drivers,
    takeFlows: () => [],
    now: Date.now,
  });
  const writer = new EventWriter();
  const batches: Uint8Array[] = [];
  for (let count = 0; count < BUSY_EVENTS; count += EVENTS_PER_BATCH) {
    writer.reset();
    for (let index = 0; index < EVENTS_PER_BATCH; index += 1) {
      const event = feed.next();
      if (event !== null) encodeEvent(writer, event);
    }
    batches.push(writer.finish());
  }
  let leastSeconds = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round += 1) {
    const spent = coreSeconds();
    for (let number = 0; number < batches.length; number += 1) {
      const events = decodeEvents(batches[number] as Uint8Array);
      await runner.take({ position: runner.position, events });
      // Ten frames a second of a tape of 10,000 updates a second: one each thousand.
      if (number % 4 === 0) desk.frameNow();
    }
    leastSeconds = Math.min(leastSeconds, spent());
  }
  return (leastSeconds / (batches.length * EVENTS_PER_BATCH)) * BUSY_PER_S;
}

/** Megabytes by which memory in use is greater after an hour of tape than before it, once it has warmed up. */
function memoryGrowth(): number {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const feed = feedOf();
  const desk = new PricesDesk(shown);
  const playHour = () => {
    for (let count = 0; count < EVENTS_PER_HOUR; count += 1) {
      const event = feed.next();
      if (event !== null) desk.view.observe(event);
      if (count % 4_000 === 0) desk.frameNow();
    }
    collect();
    return process.memoryUsage().heapUsed;
  };
  const before = playHour();
  return (playHour() - before) / 1_000_000;
}

const captureLines = (): string[] => gunzipSync(readFileSync(CAPTURE)).toString("utf8").trimEnd().split("\n");

/** Updates a second through feed → book → marks of 500 positions in 20 portfolios, beside ccxt's own handlers on the same capture. */
export async function benchPrices(): Promise<Figures> {
  if (!existsSync(CAPTURE)) throw new Error(`The capture ${CAPTURE} is not here; it is part of ../shared/data.`);
  const synthesised = synthetic();
  const { played, whole } = await recorded();
  const lines = captureLines();
  const ccxt = await throughCcxt(lines, ROUNDS, () => new PricesDesk([findInstrument("BTC-USDT") as Instrument]));
  return {
    synthetic_updates_per_s: Math.round(synthesised),
    recorded_updates_per_s: Math.round(played),
    recorded_with_reading_updates_per_s: Math.round(whole),
    through_ccxt_updates_per_s: Math.round(ccxt),
    recorded_over_ccxt: Number((whole / ccxt).toFixed(2)),
    busy_fraction_at_10k: Number((await busyFraction()).toFixed(4)),
    memory_growth_mb: Number(memoryGrowth().toFixed(2)),
  };
}
