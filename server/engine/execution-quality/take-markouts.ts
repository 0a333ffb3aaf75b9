import type { Markout } from "../../domain/execution-quality/markout.ts";
import type { Fill } from "../../domain/orders/fill.ts";
import type { Timestamp } from "../../domain/time/timestamp.ts";
import type { EngineState } from "../engine-state.ts";

/** Before an event of the market is seen: the mids of moments that lie before it are taken from what is known until then. */
export function takeMarkouts(state: EngineState, at: Timestamp): void {
  tell(
    state,
    state.markouts.pass(at, (instrumentId) => state.prices.get(instrumentId)),
  );
}

/** From here on the market after this fill is watched. */
export function watchFill(state: EngineState, fill: Fill): void {
  tell(state, state.markouts.book(fill, state.now));
}

function tell(state: EngineState, markouts: readonly Markout[]): void {
  if (markouts.length > 0) state.changes.push({ kind: "markouts-taken", markouts });
}
