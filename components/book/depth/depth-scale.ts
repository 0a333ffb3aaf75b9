import type { Side } from "../../../server/domain/orders/order-type.ts";
import type { BookRow } from "../levels/group-levels.ts";

/** How prices (ticks) and cumulative quantities (lots) lie on the chart, in CSS pixels. */
export type DepthScale = {
  readonly midTicks: number;
  /** Ticks from the middle to either edge. */
  readonly spanTicks: number;
  readonly lotsMax: number;
  readonly width: number;
  readonly height: number;
};

type Sides = { readonly bids: readonly BookRow[]; readonly asks: readonly BookRow[] };

/** Room above the highest step, so that it does not stick to the edge. */
const HEAD_ROOM = 1.08;

/** Shows `share` of what the deeper side reaches, the same distance to both sides of the middle; null without both sides. */
export function depthScale(
  { bids, asks }: Sides,
  share: number,
  box: { readonly width: number; readonly height: number },
): DepthScale | null {
  const [bid, ask, lowest, highest] = [bids[0], asks[0], bids.at(-1), asks.at(-1)];
  if (bid === undefined || ask === undefined || lowest === undefined || highest === undefined) return null;
  const midTicks = (bid.priceTicks + ask.priceTicks) / 2;
  const reach = Math.max(midTicks - lowest.priceTicks, highest.priceTicks - midTicks);
  const spanTicks = Math.max(1, Math.abs(ask.priceTicks - bid.priceTicks), reach * share);
  const scale = { midTicks, spanTicks, lotsMax: 1, ...box };
  const seen = Math.max(sumAt("buy", bids, midTicks - spanTicks), sumAt("sell", asks, midTicks + spanTicks));
  return { ...scale, lotsMax: Math.max(1, seen * HEAD_ROOM) };
}

export const xOf = ({ midTicks, spanTicks, width }: DepthScale, ticks: number): number =>
  ((ticks - midTicks + spanTicks) / (2 * spanTicks)) * width;

export const ticksAt = ({ midTicks, spanTicks, width }: DepthScale, x: number): number =>
  midTicks - spanTicks + (x / width) * 2 * spanTicks;

export const yOf = ({ lotsMax, height }: DepthScale, lots: number): number => height * (1 - lots / lotsMax);

/** The last row that an order to this price reaches; undefined when it reaches none. `rows` best first. */
export function rowAt(side: Side, rows: readonly BookRow[], ticks: number): BookRow | undefined {
  return rows.findLast(({ priceTicks }) => (side === "buy" ? priceTicks >= ticks : priceTicks <= ticks));
}

/** What rests between the best price and this one, in lots. */
export const sumAt = (side: Side, rows: readonly BookRow[], ticks: number): number =>
  rowAt(side, rows, ticks)?.sumLots ?? 0;
