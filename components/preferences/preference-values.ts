import { DEFAULT_LOCALE, type NumberFormat } from "../ui/format-locale.ts";

const THEMES = ["dark", "light", "system"] as const;
const PALETTES = ["classic", "inverted", "cvd"] as const;
const DENSITIES = ["dense", "comfortable"] as const;
const NUMBER_FORMATS = ["en", "de", "fr"] as const satisfies readonly NumberFormat[];

/** What a person chose for all their browsers. */
export type Preferences = {
  readonly theme: (typeof THEMES)[number];
  /** Which two hues mean up and down; `cvd` is blue and orange, told apart by nearly everybody. */
  readonly palette: (typeof PALETTES)[number];
  readonly density: (typeof DENSITIES)[number];
  /** Rising candles are drawn hollow, so that shape tells direction too. */
  readonly hollowUp: boolean;
  readonly numberFormat: NumberFormat;
  readonly timeZone: string;
  readonly hour12: boolean;
  /** Volume from 0 to 1. */
  readonly sounds: { readonly fill: boolean; readonly reject: boolean; readonly volume: number };
  readonly desktopNotices: boolean;
  /** Whether the desk asks before it does these. */
  readonly confirm: { readonly closePosition: boolean; readonly cancelMarket: boolean; readonly placeOrder: boolean };
  /** Shares of what is available, in percent. */
  readonly sizeChips: readonly number[];
  /** Other keys than the built-in ones, by the shortcut's id; an empty text takes its keys away. */
  readonly hotkeys: Readonly<Record<string, string>>;
};

export const DEFAULT_PREFERENCES: Preferences = {
  theme: "system",
  palette: "classic",
  density: "dense",
  hollowUp: false,
  ...DEFAULT_LOCALE,
  sounds: { fill: false, reject: false, volume: 0.5 },
  desktopNotices: false,
  confirm: { closePosition: true, cancelMarket: true, placeOrder: false },
  sizeChips: [10, 25, 50, 100],
  hotkeys: {},
};

/** Of whatever was kept, the parts that may be there. */
type Raw<Whole> = { readonly [Part in keyof Whole]?: unknown };

const rawOf = <Whole>(value: unknown): Raw<Whole> =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};

const oneOf = <Choice extends string>(choices: readonly Choice[], value: unknown, fallback: Choice): Choice =>
  choices.find((choice) => choice === value) ?? fallback;

const flag = (value: unknown, fallback: boolean): boolean => (typeof value === "boolean" ? value : fallback);

const SIZE_CHIPS_MAX = 6;
const isShare = (value: unknown): value is number =>
  typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= 100;

/** The names of zones are the browser's business: an unknown one is shown as UTC. */
const ZONE = /^[A-Za-z0-9_+\-/]{2,64}$/;

/** Kept text of any age read as preferences: what is missing or no longer known takes its default. */
export function readPreferences(kept: unknown): Preferences {
  const raw = rawOf<Preferences>(kept);
  const fallback = DEFAULT_PREFERENCES;
  const sounds = rawOf<Preferences["sounds"]>(raw.sounds);
  const confirm = rawOf<Preferences["confirm"]>(raw.confirm);
  const chips = Array.isArray(raw.sizeChips) ? raw.sizeChips.filter(isShare).slice(0, SIZE_CHIPS_MAX) : [];
  const hotkeys = Object.entries(rawOf<Record<string, unknown>>(raw.hotkeys)).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string" && entry[1].length <= 40,
  );
  const { volume } = sounds;
  return {
    theme: oneOf(THEMES, raw.theme, fallback.theme),
    palette: oneOf(PALETTES, raw.palette, fallback.palette),
    density: oneOf(DENSITIES, raw.density, fallback.density),
    hollowUp: flag(raw.hollowUp, fallback.hollowUp),
    numberFormat: oneOf(NUMBER_FORMATS, raw.numberFormat, fallback.numberFormat),
    timeZone: typeof raw.timeZone === "string" && ZONE.test(raw.timeZone) ? raw.timeZone : fallback.timeZone,
    hour12: flag(raw.hour12, fallback.hour12),
    sounds: {
      fill: flag(sounds.fill, fallback.sounds.fill),
      reject: flag(sounds.reject, fallback.sounds.reject),
      volume: typeof volume === "number" && volume >= 0 && volume <= 1 ? volume : fallback.sounds.volume,
    },
    desktopNotices: flag(raw.desktopNotices, fallback.desktopNotices),
    confirm: {
      closePosition: flag(confirm.closePosition, fallback.confirm.closePosition),
      cancelMarket: flag(confirm.cancelMarket, fallback.confirm.cancelMarket),
      placeOrder: flag(confirm.placeOrder, fallback.confirm.placeOrder),
    },
    sizeChips: chips.length === 0 ? fallback.sizeChips : chips,
    hotkeys: Object.fromEntries(hotkeys),
  };
}
