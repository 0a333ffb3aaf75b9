"use client";

import { type ReactNode, useEffect, useLayoutEffect, useState } from "react";
import { DEFAULT_LOCALE, type FormatLocale, setFormatLocale } from "../ui/format-locale.ts";
import { applyLook } from "./look.ts";
import { usePreferences } from "./preferences.ts";
import { settings } from "./settings.ts";

const REFRESH_MS = 30_000;

const keyOf = ({ numberFormat, timeZone, hour12 }: FormatLocale) => `${numberFormat} ${timeZone} ${hour12}`;

type PersonalSettingsProps = {
  readonly viewer: string;
  /** Draws what stands on the page; the key changes when everything must be written in other formats. */
  readonly children: (formatsKey: string) => ReactNode;
};

/** Opens the person's settings, keeps them in step with the desk, and puts look and formats on the page. */
export function PersonalSettings({ viewer, children }: PersonalSettingsProps) {
  // Before the first child reads: nobody is rendered twice for another person's values.
  if (typeof window !== "undefined") settings.open(viewer);
  const preferences = usePreferences();
  const { theme, palette, density, hollowUp, numberFormat, timeZone, hour12 } = preferences;
  const [formatsKey, setFormatsKey] = useState(() => keyOf(DEFAULT_LOCALE));
  useLayoutEffect(() => applyLook({ theme, palette, density, hollowUp }), [theme, palette, density, hollowUp]);
  useLayoutEffect(() => {
    const locale = { numberFormat, timeZone, hour12 };
    setFormatLocale(locale);
    setFormatsKey(keyOf(locale));
  }, [numberFormat, timeZone, hour12]);
  useSystemTheme(preferences);
  useSynchronised(viewer);
  return children(formatsKey);
}

/** Follows the system's theme while the person leaves the choice to it. */
function useSystemTheme({ theme, palette, density, hollowUp }: ReturnType<typeof usePreferences>): void {
  useEffect(() => {
    if (theme !== "system") return;
    const system = matchMedia("(prefers-color-scheme: light)");
    const follow = () => applyLook({ theme, palette, density, hollowUp });
    system.addEventListener("change", follow);
    return () => system.removeEventListener("change", follow);
  }, [theme, palette, density, hollowUp]);
}

function useSynchronised(viewer: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another person's settings are read anew.
  useEffect(() => {
    let readAt = 0;
    const refresh = () => {
      if (Date.now() - readAt < REFRESH_MS) return;
      readAt = Date.now();
      // The page says by itself when the desk is away; what is kept here goes on.
      settings.synchronise().catch(() => undefined);
    };
    const onVisibility = () => {
      if (document.visibilityState === "hidden") void settings.flush();
      else refresh();
    };
    const onStorage = (event: StorageEvent) => settings.heard(event.key);
    refresh();
    document.addEventListener("visibilitychange", onVisibility);
    window.addEventListener("focus", refresh);
    window.addEventListener("storage", onStorage);
    return () => {
      document.removeEventListener("visibilitychange", onVisibility);
      window.removeEventListener("focus", refresh);
      window.removeEventListener("storage", onStorage);
    };
  }, [viewer]);
}
