import { isPanelId, type PanelId } from "./panel-ids.ts";
import { PRESETS, type Preset } from "./preset-trees.ts";

/** Shares of one split in percent, by the id of the part. */
export type Shares = Readonly<Record<string, number>>;

/** What a person changed of a preset. */
export type PresetLayout = {
  /** By `tier/split` and which parts it showed. */
  readonly sizes: Readonly<Record<string, Shares>>;
  readonly hidden: readonly PanelId[];
  /** The chosen tab of a slot. */
  readonly tabs: Readonly<Record<string, PanelId>>;
  /** The markets of the four charts; null follows the page's market. */
  readonly markets: readonly (string | null)[];
};

export type TradeLayout = {
  readonly version: 1;
  readonly preset: Preset;
  readonly presets: Readonly<Partial<Record<Preset, PresetLayout>>>;
};

export const DEFAULT_PRESET_LAYOUT: PresetLayout = {
  sizes: {},
  hidden: [],
  tabs: {},
  markets: [null, "ETH-USDT", "SOL-USDT", "USDC-USDT"],
};

export const DEFAULT_LAYOUT: TradeLayout = { version: 1, preset: "classic", presets: {} };

const SPLITS_MAX = 60;
const NAME_LENGTH_MAX = 120;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isPreset = (value: unknown): value is Preset => PRESETS.some((preset) => preset === value);

type StoredPreset = { readonly [part in keyof PresetLayout]?: unknown };
type StoredLayout = { readonly preset?: unknown; readonly presets?: unknown };

/** Shares that fill a split; null for anything that would tear it. */
function readShares(value: unknown): Shares | null {
  if (!isRecord(value)) return null;
  const entries = Object.entries(value);
  const shares: [string, number][] = [];
  for (const [id, share] of entries) {
    if (typeof share !== "number" || !Number.isFinite(share) || share < 0 || share > 100) return null;
    shares.push([id, share]);
  }
  const total = shares.reduce((sum, [, share]) => sum + share, 0);
  return shares.length > 0 && Math.abs(total - 100) < 1 ? Object.fromEntries(shares) : null;
}

function readSizes(value: unknown): PresetLayout["sizes"] {
  if (!isRecord(value)) return {};
  const sizes: [string, Shares][] = [];
  for (const [split, stored] of Object.entries(value).slice(-SPLITS_MAX)) {
    const shares = readShares(stored);
    if (shares !== null && split.length <= NAME_LENGTH_MAX) sizes.push([split, shares]);
  }
  return Object.fromEntries(sizes);
}

function readMarkets(value: unknown): PresetLayout["markets"] {
  const stored = Array.isArray(value) ? value : [];
  return DEFAULT_PRESET_LAYOUT.markets.map((fallback, index) => {
    const market: unknown = stored[index];
    if (market === null) return null;
    return typeof market === "string" && market !== "" && market.length <= NAME_LENGTH_MAX ? market : fallback;
  });
}

/** Takes of a stored preset what is whole; the rest is as it came. */
export function readPresetLayout(value: unknown): PresetLayout {
  if (!isRecord(value)) return DEFAULT_PRESET_LAYOUT;
  const stored: StoredPreset = value;
  const tabs = isRecord(stored.tabs) ? Object.entries(stored.tabs) : [];
  return {
    sizes: readSizes(stored.sizes),
    hidden: Array.isArray(stored.hidden) ? [...new Set(stored.hidden.filter(isPanelId))] : [],
    tabs: Object.fromEntries(tabs.filter((tab): tab is [string, PanelId] => isPanelId(tab[1]))),
    markets: readMarkets(stored.markets),
  };
}

/**
 * Reads a layout that this or another version of the desk stored. What it does not understand it leaves out: a terminal
 * opens in any case.
 */
export function readTradeLayout(value: unknown): TradeLayout {
  if (!isRecord(value)) return DEFAULT_LAYOUT;
  const stored: StoredLayout = value;
  const presets = isRecord(stored.presets) ? stored.presets : {};
  return {
    version: 1,
    preset: isPreset(stored.preset) ? stored.preset : DEFAULT_LAYOUT.preset,
    presets: Object.fromEntries(
      PRESETS.filter((preset) => presets[preset] !== undefined).map((preset) => [
        preset,
        readPresetLayout(presets[preset]),
      ]),
    ),
  };
}

export const layoutOf = (layout: TradeLayout, preset: Preset): PresetLayout =>
  layout.presets[preset] ?? DEFAULT_PRESET_LAYOUT;

/** The layout with this part of one preset changed. */
export function changePreset(layout: TradeLayout, preset: Preset, part: Partial<PresetLayout>): TradeLayout {
  const presets = { ...layout.presets, [preset]: { ...layoutOf(layout, preset), ...part } };
  return { ...layout, presets };
}

/** The preset as it came. */
export function resetPreset(layout: TradeLayout, preset: Preset): TradeLayout {
  const { [preset]: _, ...presets } = layout.presets;
  return { ...layout, presets };
}
