import type { PulledFeed } from "../../../adapters/market-data/pulled-feed.ts";
import type { OwnFlow } from "../../../domain/markets/feed-input.ts";
import type { MarketEvent } from "../../../domain/markets/market-event.ts";

export type TapeDescription = {
  /** Under which its position is kept and its portfolios are bound. */
  readonly key: string;
  readonly kind: PulledFeed["kind"];
  readonly label: string;
  readonly instrumentIds: readonly string[];
  /** Events handed over so far by whoever plays it. */
  readonly position: number;
};

/** Consecutive events; `position` is the tape's before the first of them. */
export type TapeBatch = { readonly position: number; readonly events: readonly MarketEvent[] };

/** Waiting: played, but somebody behind must come up first. Lost: nobody can be asked for the next event at the moment. */
export type TapeState = "running" | "paused" | "waiting" | "ended" | "lost";
export type TapePace = { readonly state: TapeState; readonly speed: number | "max" };

/** Who trades on a tape: takes every event, whole and in order, and never the next batch before the last is dealt with. */
export type TapeFollower = {
  readonly position: number;
  /** True while it holds the tape up on purpose, e.g. until a session has caught up. */
  readonly isHolding: boolean;
  /** Resolves when everything that the batch led to is durable; answers what our own orders took since it was last asked. */
  take(batch: TapeBatch): Promise<readonly OwnFlow[]>;
  onPace(pace: TapePace): void;
};

/** A reader's own way through the tape, as fast as it reads: first all that is known at `from`, then each event up to `to`. */
export type TapeRange = { readonly from: number; readonly to: number };
export type TapeReader = (event: MarketEvent, position: number) => Promise<void> | void;

/** The tape that the desk plays, whether another process plays it or this one. */
export type TapeSource = {
  /** Resolves when it can be asked. */
  describe(): Promise<TapeDescription>;
  read(range: TapeRange, onEvent: TapeReader): Promise<void>;
  /** Hands over every event from the follower's position on, and goes on there when the source was lost in between. */
  follow(follower: TapeFollower): void;
  close(): Promise<void>;
};
