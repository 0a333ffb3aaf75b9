"use client";

import type { Preferences } from "../preferences/preference-values.ts";
import { setPreferences, usePreferences } from "../preferences/preferences.ts";
import type { Command } from "./command-list.ts";

type Choice = { readonly label: string; readonly part: Partial<Preferences>; readonly keywords: readonly string[] };

const THEME = ["appearance", "colours", "dark", "light"];
const PALETTE = ["appearance", "colours", "colour-blind", "red", "green"];
const FORMAT = ["format", "numbers", "locale"];

const CHOICES: readonly Choice[] = [
  { label: "Theme: dark", part: { theme: "dark" }, keywords: THEME },
  { label: "Theme: light", part: { theme: "light" }, keywords: THEME },
  { label: "Theme: as the system", part: { theme: "system" }, keywords: THEME },
  { label: "Colours: classic, green up", part: { palette: "classic" }, keywords: PALETTE },
  { label: "Colours: inverted, red up", part: { palette: "inverted" }, keywords: PALETTE },
  { label: "Colours: blue and orange", part: { palette: "cvd" }, keywords: PALETTE },
  { label: "Density: dense", part: { density: "dense" }, keywords: ["appearance", "rows", "compact"] },
  { label: "Density: comfortable", part: { density: "comfortable" }, keywords: ["appearance", "rows", "large"] },
  { label: "Candles: hollow when rising", part: { hollowUp: true }, keywords: ["appearance", "chart"] },
  { label: "Candles: all filled", part: { hollowUp: false }, keywords: ["appearance", "chart", "hollow"] },
  { label: "Numbers: 1,234.5", part: { numberFormat: "en" }, keywords: [...FORMAT, "english"] },
  { label: "Numbers: 1.234,5", part: { numberFormat: "de" }, keywords: [...FORMAT, "german"] },
  { label: "Numbers: 1 234,5", part: { numberFormat: "fr" }, keywords: [...FORMAT, "french"] },
  { label: "Time: UTC", part: { timeZone: "UTC" }, keywords: ["zone", "clock"] },
  { label: "Time: this computer's zone", part: { timeZone: "local" }, keywords: ["zone", "clock", "local"] },
  { label: "Clock: 24 hours", part: { hour12: false }, keywords: ["time"] },
  { label: "Clock: 12 hours", part: { hour12: true }, keywords: ["time", "am", "pm"] },
];

/** Those appearances and formats that are not in force. */
export function useSettingCommands(): readonly Command[] {
  const preferences = usePreferences();
  const isInForce = ({ part }: Choice) =>
    Object.entries(part).every(([name, value]) => preferences[name as keyof Preferences] === value);
  return CHOICES.filter((choice) => !isInForce(choice)).map(({ label, part, keywords }) => ({
    id: `setting.${label}`,
    label,
    group: "Settings",
    keywords,
    run: () => setPreferences(part),
  }));
}
