import type { ChartLook } from "./chart-look.ts";
import type { ChartView } from "./chart-view.ts";
import { formatBarTimeZone } from "./time-format.ts";

const HEAD = 40;

export type SnapshotWords = {
  /** `BTC/USDT · 5m`. */
  readonly title: string;
  /** `PAPER`, or what else the mode is. */
  readonly mode: string;
  /** `SYNTHETIC`, what the prices are. */
  readonly feed: string;
  readonly at: number;
};

/** The chart as a picture, with what it shows, the mode and the time written above it. */
export function takeSnapshot(view: ChartView, words: SnapshotWords): HTMLCanvasElement {
  const chart = view.chart.takeScreenshot(true, false);
  const ratio = window.devicePixelRatio;
  const picture = document.createElement("canvas");
  picture.width = chart.width;
  picture.height = chart.height + HEAD * ratio;
  const context = picture.getContext("2d");
  if (context === null) return chart;
  const { look } = view;
  context.fillStyle = look.panel;
  context.fillRect(0, 0, picture.width, picture.height);
  context.scale(ratio, ratio);
  drawHead(context, look, words, chart.width / ratio);
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.drawImage(chart, 0, HEAD * ratio);
  return picture;
}

function drawHead(context: CanvasRenderingContext2D, look: ChartLook, words: SnapshotWords, width: number): void {
  const text = (value: string, x: number, weight: number, colour: string): number => {
    context.font = `${weight} 13px ${look.font}`;
    context.fillStyle = colour;
    context.fillText(value, x, HEAD / 2);
    return x + context.measureText(value).width + 14;
  };
  context.textBaseline = "middle";
  let x = text(words.title, 12, 650, look.fg);
  x = text(words.mode, x, 700, look.paper);
  text(words.feed, x, 500, look.fg3);
  context.textAlign = "right";
  text(`${formatBarTimeZone(words.at)} · Tradewind`, width - 12, 500, look.fg3);
}

/** Hands the picture to the browser to keep. */
export function downloadCanvas(canvas: HTMLCanvasElement, name: string): void {
  const link = document.createElement("a");
  link.download = name;
  link.href = canvas.toDataURL("image/png");
  link.click();
}
