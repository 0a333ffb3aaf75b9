import { isIsolated } from "../../domain/margin/margin-account.ts";
import { unrealisedUnits } from "../../domain/margin/margin-position.ts";
import { add, type Integer, negate } from "../../domain/money/integer.ts";
import { markTicks } from "../../domain/risk/price-reference.ts";
import type { EngineState, Holding } from "../engine-state.ts";

/**
 * What the cross positions settled in a currency have lost together at the mark, one of them left out where it is named; their gains are
 * not there yet.
 */
export function crossLossUnits(state: EngineState, currency: string, without: Holding | null = null): Integer {
  let gain: Integer = 0;
  for (const holding of state.margined) {
    const { instrument, margin } = holding;
    if (holding === without || margin === null || isIsolated(margin) || instrument.quote !== currency) continue;
    const mark = markTicks(state.prices.get(instrument.id));
    if (mark !== 0) gain = add(gain, unrealisedUnits(instrument, margin.position, mark));
  }
  return gain < 0 ? negate(gain) : 0;
}
