import type { Logger } from "pino";
import type { Client } from "../../../../db/client.ts";
import { closeMonths } from "../../../../db/market-data/running-candles.ts";
import type { QualityEvent } from "../../../../db/queries/quality-events.ts";
import { writeQualityEvents } from "../../../../db/queries/quality-events.ts";
import { STALE_AFTER, StreamWatch } from "../../../adapters/market-data/quality/stream-watch.ts";
import type { MarketEvent, StreamEvent } from "../../../domain/markets/market-event.ts";
import { CandleQueue } from "./candle-queue.ts";
import { FundingQueue } from "./funding-record.ts";

const FLUSH_MS = 1_000;
const MONTHS_MS = 3_600_000;
const WATCH_MS = 1_000;
/** Of one kind of fault in one stream, in a minute of tape time. */
const NOTED_PER_MINUTE = 3;
const MINUTE_MS = 60_000;
const NOTES_WAITING_MAX = 1_000;

export type RecorderOptions = { readonly sql: Client; readonly log: Logger; readonly feedKey: string };

/** Writes down what the running tape shows, apart from playing it: closed candles, settled funding, and what was wrong with its streams. */
export class TapeRecorder {
  readonly #options: RecorderOptions;
  readonly #candles: CandleQueue;
  readonly #funding: FundingQueue;
  readonly #watch = new StreamWatch(STALE_AFTER);
  readonly #noted = new Map<string, { minute: number; count: number }>();
  #notes: QualityEvent[] = [];
  #watchedAt = 0;
  #tapeAt = 0;
  #timers: NodeJS.Timeout[] = [];
  #writing: Promise<void> | null = null;

  constructor(options: RecorderOptions) {
    this.#options = options;
    this.#candles = new CandleQueue(options.sql, options.feedKey);
    this.#funding = new FundingQueue(options.sql, options.feedKey);
  }

  start(): void {
    this.#timers = [
      setInterval(() => void this.flush(), FLUSH_MS),
      setInterval(() => void this.#closeMonths(), MONTHS_MS),
    ];
    void this.#closeMonths();
  }

  observe(event: MarketEvent): void {
    this.#tapeAt = event.at;
    this.#watch.observe(event);
    if (event.kind === "candle") this.#candles.add(event);
    else if (event.kind === "funding") this.#funding.add(event);
    else if (event.kind === "stream" && event.code !== "heartbeat") this.#note(event);
    if (event.at < this.#watchedAt + WATCH_MS) return;
    this.#watchedAt = event.at;
    for (const found of this.#watch.tick(event.at)) this.#note(found);
  }

  /** Resolves when what waited is written, or could not be and waits for the next time. */
  async flush(): Promise<void> {
    this.#writing ??= this.#write().finally(() => {
      this.#writing = null;
    });
    await this.#writing;
  }

  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await this.#writing;
    await this.flush();
  }

  async #write(): Promise<void> {
    const { sql, log, feedKey } = this.#options;
    try {
      await this.#candles.write();
      await this.#funding.write();
      const notes = this.#notes.slice();
      if (notes.length > 0) await writeQualityEvents(sql, feedKey, notes);
      this.#notes.splice(0, notes.length);
    } catch (error) {
      log.warn({ err: error }, "what the tape showed was not recorded; trying again");
    }
  }

  #note({ instrumentId, stream, code, at, detail }: StreamEvent): void {
    const key = `${instrumentId} ${stream} ${code}`;
    const minute = Math.floor(at / MINUTE_MS);
    let noted = this.#noted.get(key);
    if (noted === undefined || noted.minute !== minute) {
      noted = { minute, count: 0 };
      this.#noted.set(key, noted);
    }
    noted.count += 1;
    if (noted.count > NOTED_PER_MINUTE || this.#notes.length >= NOTES_WAITING_MAX) return;
    this.#notes.push({ instrumentId, stream, code, at, detail });
  }

  async #closeMonths(): Promise<void> {
    const { sql, log } = this.#options;
    try {
      await closeMonths(sql, Math.max(Date.now(), this.#tapeAt));
    } catch (error) {
      log.warn({ err: error }, "the months that have ended were not closed");
    }
  }
}
