import { type Mid, midAt, TOLD_LATE } from "../../domain/execution-quality/mid.ts";
import type { Timestamp } from "../../domain/time/timestamp.ts";
import type { EngineState } from "../engine-state.ts";

/** A fill that is told later than this after it happened met a market that is not known any more. */
const LATE_MS = 1_000;

/** The mid as the session sees it now. */
export const seeMid = (state: EngineState, instrumentId: string): Mid =>
  midAt(state.prices.get(instrumentId), state.now);

/** The mid that a fill met: the last one before the event of the market that it came with. */
export const seeMidOfFill = (state: EngineState, instrumentId: string, at: Timestamp): Mid =>
  state.now - at > LATE_MS ? TOLD_LATE : seeMid(state, instrumentId);
