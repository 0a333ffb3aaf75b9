import { formatPrice, formatQuantity, type Instrument } from "../../../server/domain/markets/instrument.ts";
import { groupDigits } from "../../ui/format-decimal.ts";
import { formatClock } from "../../ui/format-time.ts";
import type { CanvasFrame } from "../canvas/canvas-surface.ts";
import { drawNumber, numberWidth, setFont } from "../canvas/draw-text.ts";
import { fillTint } from "../canvas/fill.ts";
import type { TapeRow } from "./tape-rows.ts";

export type TapeScene = {
  readonly instrument: Instrument;
  readonly rows: readonly TapeRow[];
  /** Trades of at least this size stand out. */
  readonly largeLots: number;
  readonly hover: number | null;
  readonly isGreyed: boolean;
};

const LARGE_TINT = 0.18;
const SIZE_SHARE = 0.67;
const GAP_PX = 8;

export function paintTape(frame: CanvasFrame, { instrument, rows, largeLots, hover, isGreyed }: TapeScene): void {
  const { context, theme, width } = frame;
  // A clock of twelve hours is wider than its share.
  setFont(frame, 400, theme.fontPx);
  const clock = rows[0] === undefined ? 0 : numberWidth(context, formatClock(rows[0].at));
  const right = Math.round(Math.min(width * SIZE_SHARE, width - theme.padPx - clock - GAP_PX));
  rows.forEach((row, index) => {
    const y = index * theme.rowPx;
    const middle = y + theme.rowPx / 2 + 0.5;
    const isLarge = row.lots >= largeLots;
    const colour = isGreyed ? theme.fg3 : row.side === "buy" ? theme.buy : theme.sell;
    if (index === hover) fillTint(context, theme.hover, 1, { x: 0, y, width, height: theme.rowPx });
    if (isLarge) fillTint(context, colour, LARGE_TINT, { x: 0, y, width, height: theme.rowPx - 1 });
    setFont(frame, isLarge ? 600 : 400, theme.fontPx);
    context.fillStyle = colour;
    const price = `${row.side === "buy" ? "▲" : "▼"} ${groupDigits(formatPrice(instrument, row.priceTicks))}`;
    drawNumber(context, price, { left: theme.padPx }, middle);
    context.fillStyle = isGreyed ? theme.fg3 : theme.fg;
    const size = groupDigits(formatQuantity(instrument, row.lots));
    drawNumber(context, size, { right }, middle);
    if (row.count > 1) {
      const from = right - numberWidth(context, size) - 4;
      setFont(frame, 400, 10);
      context.fillStyle = theme.fg3;
      const times = `${row.count}×`;
      if (from - numberWidth(context, times) > width * 0.38) drawNumber(context, times, { right: from }, middle);
    }
    setFont(frame, 400, theme.fontPx);
    context.fillStyle = theme.fg3;
    drawNumber(context, formatClock(row.at), { right: width - theme.padPx }, middle);
  });
}
