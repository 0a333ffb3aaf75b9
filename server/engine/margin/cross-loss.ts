import { isIsolated } from "../../domain/margin/margin-account.ts";
import { unrealisedUnits } from "../../domain/margin/margin-position.ts";
import { add, type Integer, negate } from "../../domain/money/integer.ts";
import { markTicks } from "../../domain/risk/price-reference.ts";
import type { EngineState } from "../engine-state.ts";

/** What the cross positions settled in a currency have lost together at the mark; their gains are not there yet. */
export function crossLossUnits(state: EngineState, currency: string): Integer {
  let gain: Integer = 0;
  for (const { instrument, margin } of state.margined) {
    if (margin === null || isIsolated(margin) || instrument.quote !== currency) continue;
    const mark = markTicks(state.prices.get(instrument.id));
    if (mark !== 0) gain = add(gain, unrealisedUnits(instrument, margin.position, mark));
  }
  return gain < 0 ? negate(gain) : 0;
}
