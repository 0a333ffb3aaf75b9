import type { Layer, ScaleMode } from "../chart-settings.ts";

export const SCALE_WORDS: Readonly<Record<ScaleMode, string>> = {
  linear: "Linear scale",
  log: "Logarithmic scale",
  percent: "Percent scale",
};

export const LAYER_WORDS: Readonly<Record<Layer, string>> = { fills: "Fills", orders: "Orders", position: "Position" };
