import { z } from "zod";
import { SIDES } from "../orders/order-type.ts";
import { EPISODES } from "./feed-control.ts";

/** A trade of ours at position p moves a synthetic market from position p + this on: further ahead than any batch of the tape reaches. */
export const IMPACT_LAG_EVENTS = 256;

/** What acts on a synthetic market from outside and is part of its tape: what our own orders took, and episodes planted by hand. */
export const feedInput = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("flow"),
    instrumentId: z.string(),
    side: z.enum(SIDES),
    quantityLots: z.number().int().positive(),
  }),
  z.object({
    kind: z.literal("episode"),
    episode: z.enum(EPISODES),
    venue: z.string().exactOptional(),
    instrumentId: z.string().exactOptional(),
    /** Largest fall of a price as a fraction, and length; each episode has its own where they are left out. */
    size: z.number().exactOptional(),
    lengthMs: z.number().int().exactOptional(),
  }),
]);
export type FeedInput = z.output<typeof feedInput>;

/** Acts after `position` events and before the next; those of one position in the order of their `number`. */
export type PlacedInput = { readonly position: number; readonly number: number; readonly input: FeedInput };

/** Something that our own order took from the market when `position` events had been dealt with. */
export type OwnFlow = { readonly position: number; readonly input: Extract<FeedInput, { kind: "flow" }> };
