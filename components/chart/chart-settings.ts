import type { Timeframe } from "../../server/domain/time/timeframe.ts";
import { isTimeframe } from "./timeframe-words.ts";

export const SCALE_MODES = ["linear", "log", "percent"] as const;
export type ScaleMode = (typeof SCALE_MODES)[number];

export const LAYERS = ["fills", "orders", "position"] as const;
export type Layer = (typeof LAYERS)[number];

/** What a chart's place on the screen remembers. */
export type ChartSettings = {
  readonly timeframe: Timeframe;
  readonly compareId: string | null;
  readonly scale: ScaleMode;
  readonly isInverted: boolean;
  readonly layers: Readonly<Record<Layer, boolean>>;
};

export const DEFAULT_SETTINGS: ChartSettings = {
  timeframe: "5m",
  compareId: null,
  scale: "linear",
  isInverted: false,
  layers: { fills: true, orders: true, position: true },
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

const idOr = (value: unknown): string | null => (typeof value === "string" && value.length <= 64 ? value : null);

/** What was kept, as far as it still makes sense. */
export function readSettings(kept: unknown): ChartSettings {
  if (!isRecord(kept)) return DEFAULT_SETTINGS;
  const { timeframe, compareId, scale, isInverted, layers } = kept;
  const isShown = (layer: Layer) => !isRecord(layers) || layers[layer] !== false;
  return {
    timeframe: typeof timeframe === "string" && isTimeframe(timeframe) ? timeframe : DEFAULT_SETTINGS.timeframe,
    compareId: idOr(compareId),
    scale: SCALE_MODES.find((mode) => mode === scale) ?? DEFAULT_SETTINGS.scale,
    isInverted: isInverted === true,
    layers: { fills: isShown("fills"), orders: isShown("orders"), position: isShown("position") },
  };
}
