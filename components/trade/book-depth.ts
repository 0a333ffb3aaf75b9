import type { Instrument } from "../../server/domain/markets/instrument.ts";
import type { PriceLevel } from "../../server/domain/markets/price-frames.ts";
import { parseScaled } from "../../server/domain/money/decimal.ts";
import type { Depth } from "./ticket/depth-walk.ts";

/** A decimal text of the desk on the instrument's price grid, in ticks; null for none. */
export function ticksOf(instrument: Instrument, text: string | null | undefined): number | null {
  if (text === null || text === undefined) return null;
  const parsed = parseScaled(text, instrument.priceDecimals);
  return "value" in parsed ? Number(parsed.value) / instrument.ticksMantissa : null;
}

/** A decimal text of the desk on the grid of quantities, in lots; 0 for none. */
export function lotsOf(instrument: Instrument, text: string): number {
  const parsed = parseScaled(text, instrument.quantityDecimals);
  return "value" in parsed ? Number(parsed.value) / instrument.lotsMantissa : 0;
}

export const depthOf = (instrument: Instrument, levels: readonly PriceLevel[]): Depth[] =>
  levels.flatMap(([price, quantity]) => {
    const priceTicks = ticksOf(instrument, price);
    return priceTicks === null ? [] : [{ priceTicks, quantityLots: lotsOf(instrument, quantity) }];
  });
