import type { Integer } from "../../money/integer.ts";
import type { PositionSide } from "../../positions/position-side.ts";
import type { Timestamp } from "../../time/timestamp.ts";
import type { Side } from "../order-type.ts";
import type { PaceMeter } from "./pace.ts";

/** Ways to work a large order as many small ones. */
export const ALGORITHM_KINDS = ["twap", "vwap", "iceberg", "pov", "adaptive"] as const;
export type AlgorithmKind = (typeof ALGORITHM_KINDS)[number];

export const ALGORITHM_ENDS = ["completed", "canceled", "expired", "halted"] as const;
export type AlgorithmEnd = (typeof ALGORITHM_ENDS)[number];

/**
 * `working` sends by its schedule, `paused` sends nothing, `finishing` sends all that is left as fast as the market takes it,
 * `ending` waits for its last orders to be gone; then it is `completed`, `canceled` by a person, `expired` at its end, or `halted`
 * by the kill switch.
 */
export const ALGORITHM_STATUSES = ["working", "paused", "finishing", "ending", ...ALGORITHM_ENDS] as const;
export type AlgorithmStatus = (typeof ALGORITHM_STATUSES)[number];

const ENDED: ReadonlySet<AlgorithmStatus> = new Set(ALGORITHM_ENDS);

/** It sends nothing any more and has nothing at work; only a late fill can still be counted. */
export const isEnded = (status: AlgorithmStatus): boolean => ENDED.has(status);

/** What a person may do with an algorithm at work. */
export const ALGORITHM_STEERINGS = ["pause", "resume", "finish", "cancel"] as const;
export type AlgorithmSteering = (typeof ALGORITHM_STEERINGS)[number];

/** Where the shape of a VWAP's schedule comes from. */
export const PROFILE_SOURCES = ["history", "flat"] as const;
export type ProfileSource = (typeof PROFILE_SOURCES)[number];

/** How it cuts. Durations in ms, quantities in lots, rates in basis points. */
export type AlgorithmMethod =
  | { readonly kind: "twap" | "adaptive"; readonly durationMs: number; readonly slices: number }
  | {
      readonly kind: "vwap";
      readonly durationMs: number;
      readonly slices: number;
      /** The share of the volume expected in each slice's time, relative to the others; one a slice. */
      readonly weights: readonly number[];
      readonly profile: ProfileSource;
      /** Days of history behind the weights; 0 for a flat profile. */
      readonly profileDays: number;
    }
  | { readonly kind: "iceberg"; readonly visibleLots: number }
  | { readonly kind: "pov"; readonly rateBps: number; readonly intervalMs: number };

/** What of a day's volume each part of it brings, on average; `volumes` are relative, the first begins at 00:00 UTC. */
export type DayProfile = { readonly bucketMs: number; readonly volumes: readonly number[]; readonly days: number };

/** A method as it is asked for: the times of a VWAP's slices are only known when it starts. */
export type WantedMethod =
  | Exclude<AlgorithmMethod, { readonly kind: "vwap" }>
  | {
      readonly kind: "vwap";
      readonly durationMs: number;
      readonly slices: number;
      /** Null for a flat profile. */
      readonly profile: DayProfile | null;
    };

/** What somebody wants done by an algorithm. */
export type AlgorithmIntent = {
  readonly instrumentId: string;
  readonly side: Side;
  readonly quantityLots: number;
  /** No order of it trades beyond this price; null leaves the price collar alone. */
  readonly limitTicks: number | null;
  readonly isReduceOnly: boolean;
  /** Which of two positions its orders are meant for. */
  readonly positionSide?: PositionSide | null;
  /** When it ends by the tape, whatever is left; null where its method ends it. */
  readonly deadlineAt: Timestamp | null;
  /** How far sizes and times may stray from the even ones, in basis points of them. */
  readonly randomBps: number;
  readonly method: WantedMethod;
  readonly userId: string;
  /** Of the command that asks for it. */
  readonly key: string;
};

/** An algorithm order as it was started: never changes. */
export type AlgorithmPlan = Omit<AlgorithmIntent, "method"> & {
  readonly id: string;
  readonly method: AlgorithmMethod;
  readonly startedAt: Timestamp;
  /** Of all that is random in it, 32 bits. */
  readonly seed: number;
  /** Twice the middle of the book when it was started (twice the last price where there was no book), in ticks. */
  readonly arrivalHalfTicks: number;
};

/** What the market did while the algorithm was there. */
export type MarketSeen = {
  /** Σ quantity and Σ price × quantity of public trades, in lots and ticks × lots. */
  readonly lots: Integer;
  readonly tickLots: Integer;
  /** Of these, what it may take part in: at its limit or better, and not while it was paused. */
  readonly countedLots: Integer;
  /** ∫ twice the middle price over time, in half ticks × ms, and over how many ms. */
  readonly halfTickMs: Integer;
  readonly ms: number;
  /** Twice the middle price now, 0 before the first, and since when. */
  readonly halfTicks: number;
  readonly at: Timestamp;
  /** Least and most of twice the middle price since the last slice; 0 before the first. */
  readonly lowHalfTicks: number;
  readonly highHalfTicks: number;
};

/** How far it has come. Carried whole by every change of it. */
export type AlgorithmProgress = {
  readonly status: AlgorithmStatus;
  /** How it will end once its last orders are gone. */
  readonly ending: AlgorithmEnd | null;
  readonly filledLots: number;
  /** Σ price × quantity of its fills, in units of the quote currency. */
  readonly filledUnits: Integer;
  /** Orders it has sent. */
  readonly childCount: number;
  /** Rejected by the venue without one in between that was not. */
  readonly rejectedInRow: number;
  /** Slices whose time has come, and what was to be done by then. */
  readonly sliceCount: number;
  readonly targetLots: number;
  readonly pausedMs: number;
  readonly pausedAt: Timestamp | null;
  readonly seen: MarketSeen;
  readonly pace: PaceMeter;
  /** Why it ended, or what holds it back. */
  readonly reasonCode: string | null;
  readonly reason: string | null;
  readonly updatedAt: Timestamp;
};

export type AlgorithmOrder = { readonly plan: AlgorithmPlan; readonly progress: AlgorithmProgress };
