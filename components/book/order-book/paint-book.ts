import { formatPrice, formatQuantity, type Instrument } from "../../../server/domain/markets/instrument.ts";
import type { Side } from "../../../server/domain/orders/order-type.ts";
import { groupDigits, UNKNOWN } from "../../ui/format-decimal.ts";
import type { CanvasFrame } from "../canvas/canvas-surface.ts";
import { drawNumber, numberWidth, setFont } from "../canvas/draw-text.ts";
import { fillTint } from "../canvas/fill.ts";
import { type BookRow, bidShare } from "../levels/group-levels.ts";
import { type OwnOrder, rowKey } from "../levels/own-orders.ts";
import { type BookHit, type BookLayout, rowTop } from "./book-layout.ts";

/** Everything that one picture of the book shows. */
export type BookScene = {
  readonly instrument: Instrument;
  readonly asks: readonly BookRow[];
  readonly bids: readonly BookRow[];
  readonly own: ReadonlyMap<string, readonly OwnOrder[]>;
  readonly last: string | null;
  readonly lastSide: Side | null;
  readonly spread: string;
  readonly hover: BookHit | null;
  /** The row that the keyboard stands on. */
  readonly focus: BookHit | null;
  /** Not the prices of now. */
  readonly isGreyed: boolean;
};

const SUM_TINT = 0.14;
const LEVEL_TINT = 0.32;
const DOT_PX = 3;

export function paintBook(frame: CanvasFrame, layout: BookLayout, scene: BookScene): void {
  const shownAsks = scene.asks.slice(0, layout.asks);
  const shownBids = scene.bids.slice(0, layout.bids);
  // Without a book the panel says why, in the same place.
  if (shownAsks.length === 0 && shownBids.length === 0) return;
  const deepest = Math.max(shownAsks.at(-1)?.sumLots ?? 0, shownBids.at(-1)?.sumLots ?? 0, 1);
  shownAsks.forEach((row, index) => {
    paintRow(frame, layout, scene, { side: "sell", index, row, deepest });
  });
  shownBids.forEach((row, index) => {
    paintRow(frame, layout, scene, { side: "buy", index, row, deepest });
  });
  paintMiddle(frame, layout, scene);
  paintShare(frame, layout, bidShare(shownBids, shownAsks), scene.isGreyed);
}

type RowPlace = { readonly side: Side; readonly index: number; readonly row: BookRow; readonly deepest: number };

function paintRow(frame: CanvasFrame, layout: BookLayout, scene: BookScene, place: RowPlace): void {
  const { context, theme, width } = frame;
  const { side, index, row, deepest } = place;
  const { instrument, hover, focus, isGreyed } = scene;
  const y = rowTop(layout, side, index);
  const height = layout.rowPx;
  const colour = side === "sell" ? theme.sell : theme.buy;
  if (hover !== null && hover.side === side && index <= hover.index) {
    fillTint(context, theme.hover, 1, { x: 0, y, width, height });
  }
  const bar = (share: number, strength: number) => {
    const length = Math.round(width * Math.min(1, share));
    fillTint(context, isGreyed ? theme.fg3 : colour, strength, {
      x: width - length,
      y: y + 0.5,
      width: length,
      height: height - 1,
    });
  };
  bar(row.sumLots / deepest, SUM_TINT);
  bar(row.quantityLots / deepest, LEVEL_TINT);

  const middle = y + height / 2 + 0.5;
  setFont(frame, 400, theme.fontPx);
  context.fillStyle = isGreyed ? theme.fg3 : colour;
  const price = groupDigits(formatPrice(instrument, row.priceTicks));
  drawNumber(context, price, { left: theme.padPx }, middle);
  context.fillStyle = isGreyed ? theme.fg3 : theme.fg;
  drawNumber(context, groupDigits(formatQuantity(instrument, row.quantityLots)), { right: layout.sizeRight }, middle);
  context.fillStyle = isGreyed ? theme.fg3 : theme.fg2;
  const sum = groupDigits(formatQuantity(instrument, row.sumLots));
  drawNumber(context, sum, { right: width - theme.padPx }, middle);

  if (scene.own.has(rowKey(side, row.priceTicks))) {
    context.fillStyle = theme.accent;
    context.beginPath();
    context.arc(theme.padPx + numberWidth(context, price) + 8, middle, DOT_PX, 0, 2 * Math.PI);
    context.fill();
  }
  if (focus !== null && focus.side === side && focus.index === index) {
    const left = focus.column === "price" ? 0 : focus.column === "size" ? layout.priceRight : layout.sizeRight;
    const right = focus.column === "price" ? layout.priceRight : focus.column === "size" ? layout.sizeRight : width;
    context.strokeStyle = theme.focus;
    context.lineWidth = 2;
    context.strokeRect(left + 1, y + 1, right - left - 2, height - 2);
  }
}

function paintMiddle(frame: CanvasFrame, layout: BookLayout, scene: BookScene): void {
  const { context, theme, width } = frame;
  const { instrument, last, lastSide, spread, isGreyed } = scene;
  const middle = layout.midTop + layout.midPx / 2 + 0.5;
  setFont(frame, 650, 15);
  context.fillStyle = isGreyed || lastSide === null ? theme.fg3 : lastSide === "sell" ? theme.down : theme.up;
  const arrow = lastSide === null ? "" : lastSide === "sell" ? "▼ " : "▲ ";
  const text = last === null ? midText(instrument, scene) : `${arrow}${groupDigits(last)}`;
  drawNumber(context, text, { left: theme.padPx }, middle);
  const taken = theme.padPx + numberWidth(context, text);
  setFont(frame, 400, 11);
  context.fillStyle = theme.fg3;
  const label = `spread ${spread}`;
  const fits = taken + numberWidth(context, label) + 2 * theme.padPx < width;
  drawNumber(context, fits ? label : spread, { right: width - theme.padPx }, middle);
}

/** Where nothing was traded yet, the middle of the best prices. */
function midText(instrument: Instrument, { asks, bids }: BookScene): string {
  const [ask, bid] = [asks[0], bids[0]];
  if (ask === undefined || bid === undefined) return UNKNOWN;
  return groupDigits(formatPrice(instrument, Math.floor((ask.priceTicks + bid.priceTicks) / 2)));
}

/** Which side of what is shown weighs more. */
function paintShare(frame: CanvasFrame, layout: BookLayout, share: number | null, isGreyed: boolean): void {
  if (share === null) return;
  const { context, theme, width } = frame;
  const middle = layout.shareTop + 10.5;
  const bids = Math.round(share * 100);
  setFont(frame, 500, 10);
  const [left, right] = [`B ${bids}%`, `${100 - bids}% S`];
  context.fillStyle = isGreyed ? theme.fg3 : theme.buy;
  drawNumber(context, left, { left: theme.padPx }, middle);
  context.fillStyle = isGreyed ? theme.fg3 : theme.sell;
  drawNumber(context, right, { right: width - theme.padPx }, middle);
  const label = numberWidth(context, "B 100%") + 8;
  const x = theme.padPx + label;
  const room = width - 2 * x;
  if (room <= 0) return;
  const cut = Math.round(room * share);
  const bar = (from: number, to: number, colour: string) =>
    fillTint(context, isGreyed ? theme.fg3 : colour, 0.7, { x: x + from, y: middle - 2, width: to - from, height: 3 });
  bar(0, Math.max(0, cut - 1), theme.buy);
  bar(Math.min(room, cut + 1), room, theme.sell);
}
