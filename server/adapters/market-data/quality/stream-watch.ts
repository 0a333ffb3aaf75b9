import type { Stream } from "../../../domain/markets/data-quality.ts";
import type { MarketEvent, StreamEvent } from "../../../domain/markets/market-event.ts";
import { type Timeframe, timeframeMs } from "../../../domain/time/timeframe.ts";
import type { Timestamp } from "../../../domain/time/timestamp.ts";

/** How old the newest data of a stream may be. Candles are due one timeframe after the last and get `graceMs` on top. */
export type StaleAfter = {
  readonly bookMs: number;
  readonly tradesMs: number;
  readonly fundingMs: number;
  readonly candleGraceMs: number;
};

/** Trades and funding may be few without fault: only a heartbeat tells silence from death, else half an hour and nine hours do. */
export const STALE_AFTER: StaleAfter = {
  bookMs: 10_000,
  tradesMs: 1_800_000,
  fundingMs: 32_400_000,
  candleGraceMs: 10_000,
};

type Watched = {
  readonly instrumentId: string;
  readonly stream: Stream;
  allowedMs: number;
  newestAt: Timestamp;
  isStale: boolean;
  /** Its source says so itself, and so it needs not be told again. */
  isSaidStale: boolean;
  isInvalid: boolean;
};

/**
 * Age of every stream that ever spoke: data and heartbeats keep it live, by the time they carry and not by that of their
 * coming, so that a stream that delivers yesterday's news is stale. Silence of what is invalid is not told twice.
 */
export class StreamWatch {
  readonly #staleAfter: StaleAfter;
  readonly #watched = new Map<string, Partial<Record<Stream, Watched>>>();

  constructor(staleAfter: StaleAfter = STALE_AFTER) {
    this.#staleAfter = staleAfter;
  }

  observe(event: MarketEvent): void {
    const watched = this.#find(event);
    if (event.kind === "stream") {
      watched.isInvalid = event.state === "invalid";
      if (event.state === "stale") watched.isSaidStale = true;
      if (event.state !== "live") return;
    } else if (event.kind === "book" && event.isSnapshot) watched.isInvalid = false;
    watched.isSaidStale = false;
    watched.newestAt = Math.max(watched.newestAt, event.at);
  }

  /** What has become stale or live again until `now`. */
  tick(now: Timestamp): readonly StreamEvent[] {
    const events: StreamEvent[] = [];
    for (const watched of this.#everyStream()) {
      const ageMs = now - watched.newestAt;
      const isStale = watched.isSaidStale || ageMs > watched.allowedMs;
      if (isStale === watched.isStale || watched.isInvalid) continue;
      watched.isStale = isStale;
      if (watched.isSaidStale) continue;
      events.push(isStale ? silent(watched, ageMs, now) : revived(watched, now));
    }
    return events;
  }

  #find(event: MarketEvent): Watched {
    const stream = streamOf(event);
    const timeframe = event.kind === "candle" ? event.candle.timeframe : null;
    const { instrumentId, at } = event;
    let streams = this.#watched.get(instrumentId);
    if (streams === undefined) {
      streams = {};
      this.#watched.set(instrumentId, streams);
    }
    const found = streams[stream];
    if (found !== undefined && timeframe === null) return found;
    const allowedMs = this.#allowedMs(stream, timeframe);
    if (found !== undefined) {
      found.allowedMs = Math.min(found.allowedMs, allowedMs); // Of several timeframes the shortest tells first.
      return found;
    }
    const fresh = {
      instrumentId,
      stream,
      allowedMs,
      newestAt: at,
      isStale: false,
      isSaidStale: false,
      isInvalid: false,
    };
    streams[stream] = fresh;
    return fresh;
  }

  *#everyStream(): Generator<Watched> {
    for (const streams of this.#watched.values()) yield* Object.values(streams);
  }

  #allowedMs(stream: Stream, timeframe: Timeframe | null): number {
    switch (stream) {
      case "book":
        return this.#staleAfter.bookMs;
      case "trades":
        return this.#staleAfter.tradesMs;
      case "funding":
        return this.#staleAfter.fundingMs;
      case "candles":
        return timeframe === null ? Number.POSITIVE_INFINITY : timeframeMs(timeframe) + this.#staleAfter.candleGraceMs;
    }
  }
}

function streamOf(event: MarketEvent): Stream {
  switch (event.kind) {
    case "book":
      return "book";
    case "trade":
      return "trades";
    case "candle":
      return "candles";
    case "funding":
      return "funding";
    case "stream":
      return event.stream;
  }
}

function silent({ instrumentId, stream, newestAt }: Watched, ageMs: number, at: Timestamp): StreamEvent {
  const detail = `Nothing newer than ${new Date(newestAt).toISOString()}, ${Math.round(ageMs / 1_000)} s ago.`;
  return { kind: "stream", instrumentId, at, stream, state: "stale", code: "silent", detail };
}

const revived = ({ instrumentId, stream }: Watched, at: Timestamp): StreamEvent => ({
  kind: "stream",
  instrumentId,
  at,
  stream,
  state: "live",
  code: "resynced",
  detail: "Data comes again.",
});
