import type { MarginSetting } from "../../server/domain/margin/margin-account.ts";
import { formatPrice, type Instrument } from "../../server/domain/markets/instrument.ts";
import type { PositionMode } from "../../server/domain/positions/position-side.ts";
import { groupDigits } from "../ui/format-decimal.ts";
import type { OpenMargin } from "./margin-view.ts";

export const modeName = ({ mode }: Pick<MarginSetting, "mode">): string => (mode === "cross" ? "Cross" : "Isolated");

export const positionModeName = (mode: PositionMode): string => (mode === "hedge" ? "Hedge" : "One-way");

/** `5× Cross`. */
export const settingWords = (setting: MarginSetting): string => `${setting.leverage}× ${modeName(setting)}`;

/** Beyond it a distance says no more than that it is far. */
const FAR_PERCENT = 500;

/** `57,240.1 · 10.6%`; past it the position is due. */
export function liquidationWords(
  instrument: Instrument,
  { ticks, percent }: NonNullable<OpenMargin["liquidation"]>,
): string {
  const away = percent > FAR_PERCENT ? `>${FAR_PERCENT}%` : percent < 0 ? "due" : `${percent.toFixed(1)}%`;
  return `${groupDigits(formatPrice(instrument, ticks))} · ${away}`;
}
