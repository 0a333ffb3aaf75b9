import type { IndicatorCandle } from "../indicator.ts";

/** Volume × ((close − low) − (high − close)) ÷ (high − low): all of it at a close on the high, none on the middle or without a range. */
export function moneyFlowVolume({ high, low, close, volume }: IndicatorCandle): number {
  const range = high - low;
  return range > 0 ? (volume * (close - low - (high - close))) / range : 0;
}
