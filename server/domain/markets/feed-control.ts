import { z } from "zod";

export const EPISODES = ["flash-crash", "depeg", "venue-outage", "stale-feed"] as const;
export type Episode = (typeof EPISODES)[number];

const TAPE_SPEED_MAX = 10_000;

const name = z.string().min(1).max(64);

/** What a person may ask of the running tape. `speed` is tape time per wall time; `at` in UTC ms of the tape, forward only. */
export const feedAction = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("pause") }),
  z.object({ kind: z.literal("resume") }),
  z.object({
    kind: z.literal("speed"),
    speed: z.union([z.number().positive().max(TAPE_SPEED_MAX), z.literal("max")]),
  }),
  z.object({ kind: z.literal("seek"), at: z.number().int().min(0).max(8_640_000_000_000_000) }),
  z.object({
    kind: z.literal("episode"),
    episode: z.enum(EPISODES),
    venue: name.exactOptional(),
    instrumentId: name.exactOptional(),
  }),
]);
export type FeedAction = z.output<typeof feedAction>;
