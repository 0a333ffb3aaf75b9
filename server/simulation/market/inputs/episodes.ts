import { PAPER_VENUE } from "../../../domain/markets/catalogue.ts";
import type { Episode } from "../../../domain/markets/feed-control.ts";
import type { FeedInput } from "../../../domain/markets/feed-input.ts";
import type { StreamEvent } from "../../../domain/markets/market-event.ts";
import type { Timestamp } from "../../../domain/time/timestamp.ts";
import { ASSETS, SYNTHETIC_MARKETS } from "../market-terms.ts";

type Defaults = { readonly size: number; readonly lengthMs: number };

const EPISODE_DEFAULTS: Readonly<Record<Episode, Defaults>> = {
  "flash-crash": { size: 0.12, lengthMs: 600_000 },
  depeg: { size: 0.1, lengthMs: 1_800_000 },
  "venue-outage": { size: 0, lengthMs: 180_000 },
  "stale-feed": { size: 0, lengthMs: 120_000 },
};

const CRASH_FALL_MS = 8_000;
const CRASH_DEPTH = 0.08;
const CRASH_ELSEWHERE = 0.2;
const CRASH_OF_OTHERS = 0.5;
const DEPEG_DEPTH = 0.3;
/** What a stablecoin's fall costs the coins, as shares of it. */
const DEPEG_SHARES: Readonly<Record<string, number>> = { BTC: 0.15, ETH: 0.2, SOL: 0.3, USDC: 1 };
const FALL_MAX = 0.95;

/** How a venue's stream of an instrument stands: live, cut off, kept by heartbeats alone, or without even these. */
export type Silence = "none" | "outage" | "heartbeats" | "silent";

/** An episode at its place in the tape; arrays in the order of `SYNTHETIC_MARKETS`. */
export type PlacedEpisode = {
  readonly episode: Episode;
  readonly at: Timestamp;
  readonly until: Timestamp;
  /** Largest fall of the price, a fraction. */
  readonly falls: readonly number[];
  readonly isTouched: readonly boolean[];
};

/** Where nothing is named: a crash hits every venue, an outage or a stale feed the home venue. */
export function placeEpisode(input: Extract<FeedInput, { kind: "episode" }>, at: Timestamp): PlacedEpisode {
  const { episode } = input;
  const { size, lengthMs } = EPISODE_DEFAULTS[episode];
  const markets = SYNTHETIC_MARKETS.map(({ instrument }) => instrument);
  const named = markets.find(({ id }) => id === input.instrumentId);
  const place = (falls: readonly number[], isTouched: readonly boolean[]): PlacedEpisode => {
    const sizes = falls.map((fall) => Math.min(FALL_MAX, fall * (input.size ?? size)));
    return { episode, at, until: at + (input.lengthMs ?? lengthMs), falls: sizes, isTouched };
  };
  switch (episode) {
    case "flash-crash": {
      const falls = SYNTHETIC_MARKETS.map(({ asset, instrument }) => {
        const share = ASSETS[asset]?.jumpShare ?? 0;
        const ofBase = named === undefined ? share : named.base === instrument.base ? 1 : share * CRASH_OF_OTHERS;
        const venue = input.venue ?? (named === undefined || named.venue === PAPER_VENUE ? undefined : named.venue);
        return ofBase * (venue === undefined || venue === instrument.venue ? 1 : CRASH_ELSEWHERE);
      });
      return place(
        falls,
        falls.map((fall) => fall >= CRASH_OF_OTHERS),
      );
    }
    case "depeg":
      return place(
        markets.map(({ base }) => DEPEG_SHARES[base] ?? 0),
        markets.map(({ base }) => base === "USDC"),
      );
    case "venue-outage": {
      const venue = input.venue ?? named?.venue ?? PAPER_VENUE;
      return place(
        markets.map(() => 0),
        markets.map((market) => market.venue === venue),
      );
    }
    case "stale-feed": {
      const venue = input.venue ?? PAPER_VENUE;
      return place(
        markets.map(() => 0),
        markets.map((market) => (named === undefined ? market.venue === venue : market.id === named.id)),
      );
    }
  }
}

const smooth = (share: number): number => share * share * (3 - 2 * share);

/** How far an episode has gone at an instant: 0 not at all, 1 in full. */
function extent({ episode, at, until }: PlacedEpisode, now: Timestamp): number {
  const elapsed = now - at;
  const length = until - at;
  if (elapsed < 0 || elapsed >= length) return 0;
  switch (episode) {
    case "flash-crash": {
      const fallMs = Math.min(CRASH_FALL_MS, length / 4);
      if (elapsed < fallMs) return smooth(elapsed / fallMs);
      const left = 1 - (elapsed - fallMs) / (length - fallMs);
      return left * left;
    }
    case "depeg": {
      const share = elapsed / length;
      if (share < 1 / 3) return smooth(share * 3);
      return share < 1 / 2 ? 1 : smooth((1 - share) * 2);
    }
    case "venue-outage":
    case "stale-feed":
      return 1;
  }
}

/** What the price of a market is multiplied by. */
export function priceFactor(episodes: readonly PlacedEpisode[], market: number, now: Timestamp): number {
  let factor = 1;
  for (const each of episodes) factor *= 1 - (each.falls[market] as number) * extent(each, now);
  return factor;
}

/** Share of their usual quantity that makers offer. In a crash they are gone at once and come back late. */
export function depthFactor(episodes: readonly PlacedEpisode[], market: number, now: Timestamp): number {
  let factor = 1;
  for (const each of episodes) {
    if (each.isTouched[market] !== true || now < each.at || now >= each.until) continue;
    if (each.episode === "depeg") factor *= 1 - (1 - DEPEG_DEPTH) * extent(each, now);
    if (each.episode !== "flash-crash") continue;
    const share = (now - each.at) / (each.until - each.at);
    factor *= CRASH_DEPTH + (1 - CRASH_DEPTH) * share * share;
  }
  return factor;
}

/** Whether takers rush to sell: while a price falls. */
export function isPanic(episodes: readonly PlacedEpisode[], market: number, now: Timestamp): boolean {
  return episodes.some((each) => {
    if (each.isTouched[market] !== true || each.falls[market] === 0) return false;
    return extent(each, now) > 0 && extent(each, now + 1_000) > extent(each, now);
  });
}

/** A stale feed keeps its heartbeats for the first half, and then loses these too. */
export function silenceOf(episodes: readonly PlacedEpisode[], market: number, now: Timestamp): Silence {
  let silence: Silence = "none";
  for (const each of episodes) {
    if (each.isTouched[market] !== true || now < each.at || now >= each.until) continue;
    if (each.episode === "venue-outage") return "outage";
    if (each.episode === "stale-feed") silence = now * 2 < each.at + each.until ? "heartbeats" : "silent";
  }
  return silence;
}

/** What the reader of a stream notes of it while the venue is as silent as this. */
export const SILENCE_STATUS: Readonly<Record<Silence, Pick<StreamEvent, "state" | "code" | "detail">>> = {
  none: { state: "live", code: "resynced", detail: "The venue answers again; its book is whole." },
  outage: { state: "invalid", code: "outage", detail: "The venue does not answer." },
  heartbeats: { state: "live", code: "heartbeat", detail: "The connection lives, no data comes." },
  silent: { state: "stale", code: "silent", detail: "Neither data nor heartbeats come." },
};
