import type {
  IPrimitivePaneView,
  ISeriesPrimitive,
  PrimitiveHoveredItem,
  SeriesAttachedParameter,
  Time,
} from "lightweight-charts";
import { type ChartLook, withAlpha } from "../view/chart-look.ts";
import { CHIP_HEIGHT, type ChartLine, movableAt, type PlacedLine, placeLines, wordsBeyond } from "./chart-line.ts";
import { spreadLabels } from "./spread-labels.ts";

type Target = Parameters<NonNullable<ReturnType<IPrimitivePaneView["renderer"]>>["draw"]>[0];

const view = (draw: (target: Target) => void): IPrimitivePaneView => {
  const renderer = { draw };
  return { zOrder: () => "top", renderer: () => renderer };
};

/** The library's name for it reads like a hook of React. */
function onMedia(target: Target, draw: Parameters<Target["useMediaCoordinateSpace"]>[0]): void {
  const { useMediaCoordinateSpace: inMediaSpace } = target;
  inMediaSpace.call(target, draw);
}

/** What the last-price label of the axis says below the price, and its colour. */
export type LastLabel = {
  readonly price: number;
  readonly text: string;
  readonly countdown: string | null;
  readonly isUp: boolean;
};

/** Draws order, position and preview lines with their chips, and on the axis their prices and the last one with its countdown. */
export class LinesPrimitive implements ISeriesPrimitive<Time> {
  readonly #look: () => ChartLook;
  readonly #onPlaced: (placed: readonly PlacedLine[]) => void;
  readonly #paneViews = [view((target) => this.#drawLines(target))];
  readonly #axisViews = [view((target) => this.#drawAxis(target))];
  #attached: SeriesAttachedParameter<Time> | null = null;
  #lines: readonly ChartLine[] = [];
  #placed: readonly PlacedLine[] = [];
  #beyond = { above: "", below: "" };
  #last: LastLabel | null = null;

  constructor(look: () => ChartLook, onPlaced: (placed: readonly PlacedLine[]) => void) {
    this.#look = look;
    this.#onPlaced = onPlaced;
  }

  get placed(): readonly PlacedLine[] {
    return this.#placed;
  }

  attached(parameters: SeriesAttachedParameter<Time>): void {
    this.#attached = parameters;
  }

  detached(): void {
    this.#attached = null;
  }

  setLines(lines: readonly ChartLine[]): void {
    this.#lines = lines;
    this.#attached?.requestUpdate();
  }

  setLast(last: LastLabel | null): void {
    this.#last = last;
    this.#attached?.requestUpdate();
  }

  updateAllViews(): void {
    const attached = this.#attached;
    if (attached === null) return;
    const { series, chart } = attached;
    // The chart's own canvas: one outside of the page has not its digits of equal width.
    const measure = chart.chartElement().querySelector("canvas")?.getContext("2d") ?? null;
    measure?.save();
    if (measure !== null) measure.font = this.#font();
    const room = {
      width: chart.timeScale().width(),
      height: series.getPane().getHeight(),
      yOf: (price: number) => series.priceToCoordinate(price),
      textWidth: (text: string) => measure?.measureText(text).width ?? text.length * 7,
    };
    this.#placed = placeLines(this.#lines, room);
    this.#beyond = wordsBeyond(this.#lines, room);
    measure?.restore();
    this.#onPlaced(this.#placed);
  }

  paneViews(): readonly IPrimitivePaneView[] {
    return this.#paneViews;
  }

  priceAxisPaneViews(): readonly IPrimitivePaneView[] {
    return this.#axisViews;
  }

  hitTest(_x: number, y: number): PrimitiveHoveredItem | null {
    const found = movableAt(this.#placed, y);
    return found === null ? null : { cursorStyle: "ns-resize", externalId: found.line.id, zOrder: "top" };
  }

  #font(): string {
    const { font, fontSize } = this.#look();
    return `500 ${fontSize}px ${font}`;
  }

  #colours({ kind, side }: ChartLine): { readonly line: string; readonly fill: string; readonly text: string } {
    const look = this.#look();
    if (kind === "position") return { line: look.fg2, fill: look.fg2, text: look.panel };
    if (kind === "liquidation") return { line: look.warn, fill: look.warn, text: look.onPaint };
    if (kind === "ghost") return { line: look.accent, fill: look.accent, text: look.onPaint };
    const colour = side === "sell" ? look.sell : look.buy;
    return { line: colour, fill: colour, text: look.onPaint };
  }

  /** All lines before the first chip: several lie at one price, and a line over a chip would strike out what it says. */
  #drawLines(target: Target): void {
    onMedia(target, ({ context, mediaSize }) => {
      for (const { line, y } of this.#placed) this.#drawLine(context, line, y, mediaSize.width);
      for (const placed of this.#placed) this.#drawChip(context, placed);
      this.#drawBeyond(context, mediaSize);
    });
  }

  #drawLine(context: CanvasRenderingContext2D, line: ChartLine, y: number, width: number): void {
    const at = Math.round(y) + 0.5;
    context.strokeStyle = this.#colours(line).line;
    context.lineWidth = 1;
    context.setLineDash(line.isDashed ? [3, 3] : []);
    context.beginPath();
    context.moveTo(0, at);
    context.lineTo(width, at);
    context.stroke();
    context.setLineDash([]);
  }

  #drawChip(context: CanvasRenderingContext2D, { line, x, y, width, cancelX }: PlacedLine): void {
    const { fill, text } = this.#colours(line);
    const at = Math.round(y) + 0.5;
    const top = Math.round(y) - CHIP_HEIGHT / 2;
    context.fillStyle = fill;
    context.beginPath();
    context.roundRect(x, top, width, CHIP_HEIGHT, 3);
    context.fill();
    context.font = this.#font();
    context.textBaseline = "middle";
    context.textAlign = "left";
    context.fillStyle = text;
    context.fillText(line.label, x + 7, at + 0.5);
    if (cancelX === null) return;
    context.strokeStyle = withAlpha(text, 0.45);
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(Math.round(x + cancelX) - 0.5, top + 4);
    context.lineTo(Math.round(x + cancelX) - 0.5, top + CHIP_HEIGHT - 4);
    context.stroke();
    cross(context, x + cancelX + 9, at, text);
  }

  /** What works where the scale does not reach is not forgotten. */
  #drawBeyond(context: CanvasRenderingContext2D, { width, height }: { width: number; height: number }): void {
    const { above, below } = this.#beyond;
    context.font = this.#font();
    context.textAlign = "right";
    context.textBaseline = "middle";
    context.fillStyle = this.#look().fg2;
    if (above !== "") context.fillText(`▲ ${above}`, width - 8, 12);
    if (below !== "") context.fillText(`▼ ${below}`, width - 8, height - 12);
  }

  #drawAxis(target: Target): void {
    const series = this.#attached?.series;
    if (series === undefined) return;
    onMedia(target, ({ context, mediaSize }) => {
      const { fontSize, up, down, onPaint } = this.#look();
      const lineHeight = fontSize + 2;
      const heightOf = (texts: readonly string[]) => texts.length * lineHeight + 5;
      const labels = this.#placed.flatMap(({ line, y }) => {
        if (line.isOffAxis) return [];
        const { fill, text } = this.#colours(line);
        return [{ y, texts: [line.axis], fill, colour: text, height: heightOf([line.axis]) }];
      });
      const last = this.#last;
      const lastY = last === null ? null : series.priceToCoordinate(last.price);
      if (last !== null && lastY !== null) {
        const texts = last.countdown === null ? [last.text] : [last.text, last.countdown];
        const height = heightOf(texts);
        // Its first line stands at the price.
        const y = lastY + (height - heightOf([last.text])) / 2;
        labels.push({ y, texts, fill: last.isUp ? up : down, colour: onPaint, height });
      }
      const middles = spreadLabels(labels, lastY === null ? null : labels.length - 1);
      context.textBaseline = "middle";
      context.textAlign = "left";
      context.font = this.#font();
      for (const [index, { texts, fill, colour, height }] of labels.entries()) {
        const top = Math.round((middles[index] ?? 0) - height / 2);
        context.fillStyle = fill;
        context.beginPath();
        context.roundRect(0, top, mediaSize.width - 2, height - 1, [0, 3, 3, 0]);
        context.fill();
        context.fillStyle = colour;
        texts.forEach((text, row) => {
          context.fillText(text, 6, top + 2.5 + lineHeight * (row + 0.5));
        });
      }
    });
  }
}

function cross(context: CanvasRenderingContext2D, x: number, y: number, colour: string): void {
  const reach = 3.5;
  context.strokeStyle = colour;
  context.lineWidth = 1.4;
  context.beginPath();
  context.moveTo(x - reach, y - reach);
  context.lineTo(x + reach, y + reach);
  context.moveTo(x + reach, y - reach);
  context.lineTo(x - reach, y + reach);
  context.stroke();
}
