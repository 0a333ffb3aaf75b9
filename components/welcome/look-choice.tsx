"use client";

import { useSyncExternalStore } from "react";
import { type Preferences, setPreferences, usePreferences } from "../preferences/preferences.ts";

const THEMES: readonly { readonly value: Preferences["theme"]; readonly name: string }[] = [
  { value: "system", name: "System" },
  { value: "dark", name: "Dark" },
  { value: "light", name: "Light" },
];

const PALETTES: readonly { readonly value: Preferences["palette"]; readonly name: string }[] = [
  { value: "classic", name: "Green, red" },
  { value: "cvd", name: "Blue, orange" },
  { value: "inverted", name: "Red is up" },
];

const BARS = [
  { isUp: true, from: 8, to: 22 },
  { isUp: false, from: 6, to: 18 },
  { isUp: true, from: 10, to: 26 },
] as const;

/** A few candles and a figure as they would look. */
function Preview({ palette }: { readonly palette: Preferences["palette"] }) {
  const theme = useShownTheme();
  return (
    <span data-theme={theme} data-pnl={palette} aria-hidden="true" className="flex h-[30px] items-end gap-[3px]">
      {BARS.map(({ isUp, from, to }) => (
        <span
          key={to}
          className="w-[5px] rounded-[1px]"
          style={{ height: to - from, marginBottom: from, background: isUp ? "var(--up)" : "var(--down)" }}
        />
      ))}
      <span className="ml-1 self-center text-[11px] whitespace-nowrap font-medium" style={{ color: "var(--up)" }}>
        ▲ +1.2%
      </span>
    </span>
  );
}

/** A theme's surfaces and its text, in small. */
function Swatch({ theme }: { readonly theme: "dark" | "light" }) {
  return (
    <span
      data-theme={theme}
      className="flex flex-1 items-center justify-center text-[12px] font-semibold"
      style={{ background: "var(--panel)", color: "var(--fg)" }}
    >
      Aa
    </span>
  );
}

const LIGHT = "(prefers-color-scheme: light)";

function onSystemTheme(listener: () => void): () => void {
  const system = matchMedia(LIGHT);
  system.addEventListener("change", listener);
  return () => system.removeEventListener("change", listener);
}

function useShownTheme(): "dark" | "light" {
  const { theme } = usePreferences();
  const isLight = useSyncExternalStore(
    onSystemTheme,
    () => matchMedia(LIGHT).matches,
    () => false,
  );
  if (theme !== "system") return theme;
  return isLight ? "light" : "dark";
}

const CARD =
  "flex cursor-pointer flex-col gap-1.5 rounded-md border border-line p-2 text-[11px] text-fg-2 hover:bg-hover has-checked:border-accent has-checked:text-fg has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-focus pointer-coarse:min-h-[44px]";

/** How the desk should look, shown in small; it changes at once. */
export function LookChoice() {
  const preferences = usePreferences();
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <fieldset className="min-w-0">
        <legend className="mb-1.5 text-[12px] font-medium">Theme</legend>
        <div className="grid grid-cols-3 gap-1.5">
          {THEMES.map(({ value, name }) => (
            <label key={value} className={CARD}>
              <input
                type="radio"
                name="theme"
                className="sr-only"
                checked={preferences.theme === value}
                onChange={() => setPreferences({ theme: value })}
              />
              <span aria-hidden="true" className="flex h-[30px] overflow-hidden rounded-sm border border-line">
                {value === "light" ? null : <Swatch theme="dark" />}
                {value === "dark" ? null : <Swatch theme="light" />}
              </span>
              {name}
            </label>
          ))}
        </div>
      </fieldset>
      <fieldset className="min-w-0">
        <legend className="mb-1.5 text-[12px] font-medium">Up and down</legend>
        <div className="grid grid-cols-3 gap-1.5">
          {PALETTES.map(({ value, name }) => (
            <label key={value} className={CARD}>
              <input
                type="radio"
                name="palette"
                className="sr-only"
                checked={preferences.palette === value}
                onChange={() => setPreferences({ palette: value })}
              />
              <Preview palette={value} />
              {name}
            </label>
          ))}
        </div>
      </fieldset>
    </div>
  );
}
