import type { Side } from "../../../server/domain/orders/order-type.ts";
import type { Depth } from "../../trade/ticket/depth-walk.ts";

/** A price of the book with what rests there and everything up to there; in ticks and lots. */
export type BookRow = Depth & { readonly sumLots: number };

/** The group that a price falls into: a bid's price is rounded down and an ask's up, so that no group looks better than it is. */
export function groupPrice(side: Side, priceTicks: number, groupTicks: number): number {
  const groups = priceTicks / groupTicks;
  return (side === "buy" ? Math.floor(groups) : Math.ceil(groups)) * groupTicks;
}

/** The levels of one side, best first, as rows `groupTicks` apart with running sums. Exact: whole numbers in, whole numbers out. */
export function groupLevels(side: Side, levels: readonly Depth[], groupTicks: number): BookRow[] {
  const rows: BookRow[] = [];
  let sumLots = 0;
  for (const { priceTicks, quantityLots } of levels) {
    const price = groupPrice(side, priceTicks, groupTicks);
    sumLots += quantityLots;
    const last = rows.at(-1);
    if (last?.priceTicks === price) {
      rows[rows.length - 1] = { priceTicks: price, quantityLots: last.quantityLots + quantityLots, sumLots };
    } else {
      rows.push({ priceTicks: price, quantityLots, sumLots });
    }
  }
  return rows;
}

/** Share of the bids in what rests on the rows of both sides, 0 to 1; null when nothing does. */
export function bidShare(bids: readonly BookRow[], asks: readonly BookRow[]): number | null {
  const bidLots = bids.at(-1)?.sumLots ?? 0;
  const all = bidLots + (asks.at(-1)?.sumLots ?? 0);
  return all === 0 ? null : bidLots / all;
}
