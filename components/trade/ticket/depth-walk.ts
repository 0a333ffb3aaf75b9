import type { Instrument } from "../../../server/domain/markets/instrument.ts";
import { notionalUnits } from "../../../server/domain/markets/instrument.ts";
import { add, type Integer, multiply, multiplyDivide } from "../../../server/domain/money/integer.ts";
import type { Side } from "../../../server/domain/orders/order-type.ts";

/** A level of the book on the instrument's grid. */
export type Depth = { readonly priceTicks: number; readonly quantityLots: number };

export type DepthWalk = {
  /** What the levels on screen can fill within the order's price. */
  readonly filledLots: number;
  readonly notionalUnits: Integer;
  /** Average price in ticks, rounded against the person; null when nothing fills. */
  readonly averageTicks: number | null;
  readonly worstTicks: number | null;
  /** How much worse than the best price, in basis points of it; null when nothing fills. */
  readonly slippageBps: number | null;
};

/** Walks the opposite side of the book, best first, as an order of this size would. `limitTicks` null: any price. */
export function walkDepth(
  instrument: Instrument,
  side: Side,
  levels: readonly Depth[],
  quantityLots: number,
  limitTicks: number | null,
): DepthWalk {
  let filledLots = 0;
  let notional: Integer = 0;
  let worstTicks: number | null = null;
  for (const level of levels) {
    const isWithin =
      limitTicks === null || (side === "buy" ? level.priceTicks <= limitTicks : level.priceTicks >= limitTicks);
    const lots = Math.min(level.quantityLots, quantityLots - filledLots);
    if (!isWithin || lots <= 0) break;
    filledLots += lots;
    notional = add(notional, notionalUnits(instrument, level.priceTicks, lots));
    worstTicks = level.priceTicks;
  }
  const best = levels[0];
  if (filledLots === 0 || best === undefined) {
    return { filledLots: 0, notionalUnits: 0, averageTicks: null, worstTicks: null, slippageBps: null };
  }
  const perTick = multiply(filledLots, instrument.quoteUnitsPerTickLot);
  const down = Number(multiplyDivide(notional, 1, perTick));
  const isExact = multiply(down, perTick) === notional;
  const averageTicks = side === "buy" && !isExact ? down + 1 : down;
  const average = Number(notional) / Number(perTick);
  const slippageBps = (Math.abs(average - best.priceTicks) / best.priceTicks) * 10_000;
  return { filledLots, notionalUnits: notional, averageTicks, worstTicks, slippageBps };
}
