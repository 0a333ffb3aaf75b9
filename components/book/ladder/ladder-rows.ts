import type { Instrument } from "../../../server/domain/markets/instrument.ts";
import type { PricePrint } from "../../../server/domain/markets/price-frames.ts";
import type { Side } from "../../../server/domain/orders/order-type.ts";
import { oppositeSide } from "../../../server/domain/orders/order-type.ts";
import { lotsOf, ticksOf } from "../../trade/book-depth.ts";
import type { Depth } from "../../trade/ticket/depth-walk.ts";
import { groupPrice } from "../levels/group-levels.ts";

/** `rows` prices `groupTicks` apart, highest first, with the group of `centreTicks` in the middle; none below one group. */
export function ladderPrices(centreTicks: number, rows: number, groupTicks: number): number[] {
  const centre = groupPrice("buy", centreTicks, groupTicks);
  const lowest = Math.max(groupTicks, centre - Math.floor(rows / 2) * groupTicks);
  return Array.from({ length: rows }, (_, index) => lowest + (rows - 1 - index) * groupTicks);
}

/** What rests in each row of one side, in lots. */
export function lotsByRow(side: Side, levels: readonly Depth[], groupTicks: number): ReadonlyMap<number, number> {
  const rows = new Map<number, number>();
  for (const { priceTicks, quantityLots } of levels) {
    const price = groupPrice(side, priceTicks, groupTicks);
    rows.set(price, (rows.get(price) ?? 0) + quantityLots);
  }
  return rows;
}

/** The row that a trade belongs to: that of the resting order which it took. */
export const printRow = (instrument: Instrument, { price, side }: PricePrint, groupTicks: number): number =>
  groupPrice(oppositeSide(side), ticksOf(instrument, price) ?? 0, groupTicks);

/** What was traded in each row, in lots. */
export function tradedByRow(
  instrument: Instrument,
  prints: readonly PricePrint[],
  groupTicks: number,
): ReadonlyMap<number, number> {
  const rows = new Map<number, number>();
  for (const print of prints) {
    const price = printRow(instrument, print, groupTicks);
    rows.set(price, (rows.get(price) ?? 0) + lotsOf(instrument, print.quantity));
  }
  return rows;
}

/** The market has left the middle half of the rows. */
export function hasDrifted(prices: readonly number[], ticks: number): boolean {
  const quarter = Math.floor(prices.length / 4);
  const [high, low] = [prices[quarter], prices[prices.length - 1 - quarter]];
  return high === undefined || low === undefined || ticks > high || ticks < low;
}
