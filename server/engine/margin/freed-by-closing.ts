import { givenBackUnits } from "../../domain/margin/given-back.ts";
import { add, type Integer, subtract } from "../../domain/money/integer.ts";
import type { EngineState, Holding } from "../engine-state.ts";
import { crossLossUnits } from "./cross-loss.ts";

/** How much more could be spent once all of a position were closed at a price; less where it is negative. */
export function freedByClosing(state: EngineState, holding: Holding, ticks: number): Integer {
  const { instrument, margin } = holding;
  if (margin === null) return 0;
  const { quote } = instrument;
  // A loss at the mark counts as spent while the position is open.
  const counted = subtract(crossLossUnits(state, quote), crossLossUnits(state, quote, holding));
  return add(counted, givenBackUnits(instrument, margin.position, margin.marginUnits, ticks));
}
