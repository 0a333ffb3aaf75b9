import { POSITION_SIDES } from "../../server/domain/positions/position-side.ts";
import type { EngineState, Holding } from "../../server/engine/engine-state.ts";
import { storedHolding } from "../../server/engine/positions/find-position.ts";

/** A position by its key, as journals are folded: the instrument's id, with its side where there are two. */
export function heldByKey(state: EngineState, key: string): Holding {
  const [instrumentId = "", side] = key.split("/");
  return storedHolding(state, { instrumentId, positionSide: POSITION_SIDES.find((each) => each === side) ?? null });
}
