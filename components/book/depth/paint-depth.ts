import { formatPrice, formatQuantity, type Instrument } from "../../../server/domain/markets/instrument.ts";
import type { Side } from "../../../server/domain/orders/order-type.ts";
import { groupDigits } from "../../ui/format-decimal.ts";
import type { CanvasFrame } from "../canvas/canvas-surface.ts";
import { drawNumber, numberWidth, setFont } from "../canvas/draw-text.ts";
import { fillTint } from "../canvas/fill.ts";
import type { BookRow } from "../levels/group-levels.ts";
import type { OwnOrder } from "../levels/own-orders.ts";
import { type DepthScale, ticksAt, xOf, yOf } from "./depth-scale.ts";

export type DepthScene = {
  readonly instrument: Instrument;
  readonly scale: DepthScale;
  readonly bids: readonly BookRow[];
  readonly asks: readonly BookRow[];
  readonly own: readonly OwnOrder[];
  readonly hover: { readonly side: Side; readonly row: BookRow } | null;
  readonly isGreyed: boolean;
};

export const AXIS_PX = 20;
const LABEL_GAP_PX = 96;
const GRID_LINES = 3;

export function paintDepth(frame: CanvasFrame, scene: DepthScene): void {
  paintGrid(frame, scene);
  paintSide(frame, scene, "buy");
  paintSide(frame, scene, "sell");
  paintOwn(frame, scene);
  paintMiddle(frame, scene);
  paintHover(frame, scene);
}

function paintGrid(frame: CanvasFrame, { instrument, scale }: DepthScene): void {
  const { context, theme, width } = frame;
  setFont(frame, 400, 10);
  for (let line = 1; line <= GRID_LINES; line += 1) {
    const lots = Math.round((scale.lotsMax * line) / (GRID_LINES + 1));
    const y = Math.round(yOf(scale, lots)) + 0.5;
    fillTint(context, theme.lineSubtle, 1, { x: 0, y, width, height: 1 });
    context.fillStyle = theme.fg3;
    drawNumber(context, groupDigits(formatQuantity(instrument, lots)), { right: width - theme.padPx }, y - 7);
  }
  const labels = Math.max(2, Math.floor(width / LABEL_GAP_PX));
  for (let label = 0; label < labels; label += 1) {
    const x = ((label + 0.5) / labels) * width;
    const text = groupDigits(formatPrice(instrument, Math.max(0, Math.round(ticksAt(scale, x)))));
    drawNumber(context, text, { left: x - numberWidth(context, text) / 2 }, scale.height + AXIS_PX / 2);
  }
  fillTint(context, theme.line, 1, { x: 0, y: scale.height, width, height: 1 });
}

/** Steps: between two levels nothing more rests. */
function paintSide(frame: CanvasFrame, { scale, bids, asks, isGreyed }: DepthScene, side: Side): void {
  const rows = side === "buy" ? bids : asks;
  const best = rows[0];
  if (best === undefined) return;
  const { context, theme, width } = frame;
  const path = new Path2D();
  path.moveTo(xOf(scale, best.priceTicks), scale.height);
  let y = scale.height;
  for (const row of rows) {
    const x = xOf(scale, row.priceTicks);
    path.lineTo(x, y);
    y = yOf(scale, row.sumLots);
    path.lineTo(x, y);
  }
  path.lineTo(
    side === "buy"
      ? Math.min(0, xOf(scale, rows.at(-1)?.priceTicks ?? 0))
      : Math.max(width, xOf(scale, rows.at(-1)?.priceTicks ?? 0)),
    y,
  );
  context.save();
  context.beginPath();
  context.rect(0, 0, width, scale.height);
  context.clip();
  const colour = isGreyed ? theme.fg3 : side === "buy" ? theme.buy : theme.sell;
  context.strokeStyle = colour;
  context.lineWidth = 1.5;
  context.stroke(path);
  path.lineTo(side === "buy" ? 0 : width, scale.height);
  path.closePath();
  context.globalAlpha = 0.14;
  context.fillStyle = colour;
  context.fill(path);
  context.restore();
}

/** The portfolio's own orders as short marks on the axis. */
function paintOwn({ context, theme, width }: CanvasFrame, { scale, own }: DepthScene): void {
  context.fillStyle = theme.accent;
  for (const { priceTicks } of own) {
    const x = xOf(scale, priceTicks);
    if (x < 0 || x > width) continue;
    context.beginPath();
    context.arc(x, scale.height, 3, 0, 2 * Math.PI);
    context.fill();
  }
}

function paintMiddle(frame: CanvasFrame, { instrument, scale, isGreyed }: DepthScene): void {
  const { context, theme } = frame;
  const x = xOf(scale, scale.midTicks);
  fillTint(context, theme.line, 1, { x: Math.round(x), y: 0, width: 1, height: scale.height });
  setFont(frame, 600, 12);
  context.fillStyle = isGreyed ? theme.fg3 : theme.fg;
  const text = groupDigits(formatPrice(instrument, Math.floor(scale.midTicks)));
  const half = numberWidth(context, text) / 2;
  fillTint(context, theme.panel, 1, { x: x - half - 4, y: 2, width: 2 * half + 8, height: 18 });
  context.fillStyle = isGreyed ? theme.fg3 : theme.fg;
  drawNumber(context, text, { left: x - half }, 11.5);
}

function paintHover({ context, theme, width }: CanvasFrame, { scale, hover }: DepthScene): void {
  if (hover === null) return;
  const [x, y] = [Math.round(xOf(scale, hover.row.priceTicks)), Math.round(yOf(scale, hover.row.sumLots))];
  const colour = hover.side === "buy" ? theme.buy : theme.sell;
  const from = hover.side === "buy" ? x : Math.round(xOf(scale, scale.midTicks));
  const to = hover.side === "buy" ? Math.round(xOf(scale, scale.midTicks)) : x;
  fillTint(context, colour, 0.08, {
    x: Math.max(0, from),
    y: 0,
    width: Math.min(width, to) - from,
    height: scale.height,
  });
  context.strokeStyle = theme.fg3;
  context.setLineDash([3, 3]);
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(x + 0.5, 0);
  context.lineTo(x + 0.5, scale.height);
  context.moveTo(0, y + 0.5);
  context.lineTo(width, y + 0.5);
  context.stroke();
  context.setLineDash([]);
  context.fillStyle = colour;
  context.beginPath();
  context.arc(x, y, 3.5, 0, 2 * Math.PI);
  context.fill();
}
