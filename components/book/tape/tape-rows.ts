import type { Instrument } from "../../../server/domain/markets/instrument.ts";
import type { PricePrint } from "../../../server/domain/markets/price-frames.ts";
import type { Fill } from "../../../server/domain/orders/fill.ts";
import type { Side } from "../../../server/domain/orders/order-type.ts";
import { lotsOf, ticksOf } from "../../trade/book-depth.ts";

/** A line of the tape: one trade, or several in a row at one price by one side. */
export type TapeRow = {
  readonly at: number;
  readonly side: Side;
  readonly priceTicks: number;
  readonly lots: number;
  /** How many trades it stands for. */
  readonly count: number;
};

/** Trades further apart are not one taker's. */
const TOGETHER_MS = 1_000;

export type TapeOptions = { readonly isAggregated: boolean; readonly rowsMax: number };

/** The newest trades first, `prints` being oldest first; aggregated, neighbours of one side at one price are one row. */
export function tapeRows(instrument: Instrument, prints: readonly PricePrint[], options: TapeOptions): TapeRow[] {
  const rows: TapeRow[] = [];
  let oldestAt = 0;
  for (let index = prints.length - 1; index >= 0; index -= 1) {
    const print = prints[index];
    if (print === undefined) break;
    const { at, side } = print;
    const priceTicks = ticksOf(instrument, print.price) ?? 0;
    const lots = lotsOf(instrument, print.quantity);
    const last = rows.at(-1);
    const isSame = last !== undefined && last.side === side && last.priceTicks === priceTicks;
    if (options.isAggregated && isSame && oldestAt - at <= TOGETHER_MS) {
      rows[rows.length - 1] = { ...last, lots: last.lots + lots, count: last.count + 1 };
    } else {
      if (rows.length === options.rowsMax) break;
      rows.push({ at, side, priceTicks, lots, count: 1 });
    }
    oldestAt = at;
  }
  return rows;
}

/** The portfolio's own trades, newest first. */
export const ownRows = (fills: readonly Fill[], instrumentId: string, rowsMax: number): TapeRow[] =>
  fills
    .filter((fill) => fill.instrumentId === instrumentId)
    .slice(0, rowsMax)
    .map(({ at, side, priceTicks, quantityLots }) => ({ at, side, priceTicks, lots: quantityLots, count: 1 }));

const LARGE_SHARE = 0.05;

/** From how many lots on a trade is one of the largest twentieth; infinite while there are too few to tell. */
export function largeLots(instrument: Instrument, prints: readonly PricePrint[]): number {
  if (prints.length < 1 / LARGE_SHARE) return Number.POSITIVE_INFINITY;
  const sorted = prints.map(({ quantity }) => lotsOf(instrument, quantity)).sort((a, b) => b - a);
  return sorted[Math.floor(prints.length * LARGE_SHARE)] ?? Number.POSITIVE_INFINITY;
}
