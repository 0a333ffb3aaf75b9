export const THEME_KEY = "tradewind-theme";

export type Theme = "dark" | "light";

export const currentTheme = (): Theme =>
  document.documentElement.getAttribute("data-theme") === "light" ? "light" : "dark";

/** What this device was told to show, else what its system prefers; the script of the head says the same before the first paint. */
export function wantedTheme(): Theme {
  let kept: string | null = null;
  try {
    kept = localStorage.getItem(THEME_KEY);
  } catch {
    // Storage may be forbidden: then the system's choice holds.
  }
  if (kept === "dark" || kept === "light") return kept;
  return matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
}

/** Kept on this device only. */
export function setTheme(theme: Theme): void {
  document.documentElement.setAttribute("data-theme", theme);
  localStorage.setItem(THEME_KEY, theme);
}
