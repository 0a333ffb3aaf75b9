import type { Side } from "../../../server/domain/orders/order-type.ts";

export const BOOK_MODES = ["both", "bids", "asks"] as const;
export type BookMode = (typeof BOOK_MODES)[number];

export const BOOK_COLUMNS = ["price", "size", "sum"] as const;
export type BookColumn = (typeof BOOK_COLUMNS)[number];

/** Where the rows of the book stand, in CSS pixels. They depend on the box alone, never on what the market does. */
export type BookLayout = {
  readonly width: number;
  readonly rowPx: number;
  /** Rows of each side. */
  readonly asks: number;
  readonly bids: number;
  /** Top of the best ask's row; the others stand above it. */
  readonly bestAskTop: number;
  /** Top of the best bid's row; the others stand below it. */
  readonly bestBidTop: number;
  readonly midTop: number;
  readonly midPx: number;
  readonly shareTop: number;
  /** Right edges of the three columns, before the padding. */
  readonly priceRight: number;
  readonly sizeRight: number;
};

export type BookBox = {
  readonly width: number;
  readonly height: number;
  readonly rowPxMin: number;
  readonly mode: BookMode;
};

const MID_PX = 34;
const SHARE_PX = 20;
const PRICE_SHARE = 0.36;
const SIZE_SHARE = 0.67;

/** As many rows as fit, all alike; what is left over makes them taller, and the middle stays in the middle. */
export function layoutBook({ width, height, rowPxMin, mode }: BookBox): BookLayout {
  const sides = mode === "both" ? 2 : 1;
  const room = Math.max(0, height - MID_PX - SHARE_PX);
  const rows = Math.max(1, Math.floor(room / sides / rowPxMin));
  const rowPx = Math.max(1, Math.floor(room / sides / rows));
  const asks = mode === "bids" ? 0 : rows;
  const bids = mode === "asks" ? 0 : rows;
  const midTop = asks * rowPx;
  return {
    width,
    rowPx,
    asks,
    bids,
    bestAskTop: midTop - rowPx,
    bestBidTop: midTop + MID_PX,
    midTop,
    midPx: MID_PX,
    shareTop: Math.max(0, height - SHARE_PX),
    priceRight: Math.round(width * PRICE_SHARE),
    sizeRight: Math.round(width * SIZE_SHARE),
  };
}

/** Top of a row; 0 is the best. */
export const rowTop = (layout: BookLayout, side: Side, index: number): number =>
  side === "sell" ? layout.bestAskTop - index * layout.rowPx : layout.bestBidTop + index * layout.rowPx;

export type BookHit = { readonly side: Side; readonly index: number; readonly column: BookColumn };

/** What lies under a point of the canvas; null between the sides and beside them. */
export function hitBook(layout: BookLayout, x: number, y: number): BookHit | null {
  if (x < 0 || x >= layout.width) return null;
  const column = x < layout.priceRight ? "price" : x < layout.sizeRight ? "size" : "sum";
  if (y < layout.midTop) {
    const index = Math.ceil((layout.midTop - y) / layout.rowPx) - 1;
    return index >= 0 && index < layout.asks ? { side: "sell", index, column } : null;
  }
  const index = Math.floor((y - layout.bestBidTop) / layout.rowPx);
  return index >= 0 && index < layout.bids ? { side: "buy", index, column } : null;
}
