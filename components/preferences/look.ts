import { type Preferences, readPreferences } from "./preference-values.ts";

/** Where the look of this browser's last page is kept, for the first paint of the next. */
export const LOOK_KEY = "tradewind-look";

export type Look = Pick<Preferences, "theme" | "palette" | "density" | "hollowUp">;

/** Puts the look on the page; the script of the head does the same before the first paint. */
export function wearLook({ theme, palette, density, hollowUp }: Look): void {
  const root = document.documentElement;
  const isLight = theme === "light" || (theme === "system" && matchMedia("(prefers-color-scheme: light)").matches);
  root.setAttribute("data-theme", isLight ? "light" : "dark");
  root.setAttribute("data-pnl", palette);
  root.setAttribute("data-density", density);
  root.setAttribute("data-candles", hollowUp ? "hollow" : "solid");
}

const lookOf = ({ theme, palette, density, hollowUp }: Look): Look => ({ theme, palette, density, hollowUp });

/** Puts the look on and keeps it for the first paint of the next page. */
export function applyLook(look: Look): void {
  wearLook(look);
  try {
    localStorage.setItem(LOOK_KEY, JSON.stringify(lookOf(look)));
  } catch {
    // Storage may be forbidden: then the next page begins in the system's look.
  }
}

/** The look that this browser showed last, or null. */
export function keptLook(): Look | null {
  try {
    const text = localStorage.getItem(LOOK_KEY);
    return text === null ? null : readPreferences(JSON.parse(text));
  } catch {
    return null;
  }
}
