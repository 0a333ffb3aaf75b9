import fc from "fast-check";
import { expect, it } from "vitest";
import { DEFAULT_PREFERENCES, readPreferences } from "../../../components/preferences/preference-values.ts";

it("reads anything at all as whole preferences", () => {
  fc.assert(
    fc.property(fc.anything(), (kept) => {
      const read = readPreferences(kept);
      expect(Object.keys(read).sort()).toEqual(Object.keys(DEFAULT_PREFERENCES).sort());
    }),
  );
});

it("reads what it wrote unchanged", () => {
  const own = {
    ...DEFAULT_PREFERENCES,
    theme: "light",
    palette: "cvd",
    timeZone: "Europe/Berlin",
    hotkeys: { "go.trade": "g x", "trade.buy": "" },
    sizeChips: [5, 100],
    sounds: { fill: true, reject: false, volume: 0 },
  } as const;
  expect(readPreferences(JSON.parse(JSON.stringify(own)))).toEqual(own);
});

it("takes the default for each part that is missing, of another kind or out of range, and keeps the others", () => {
  const read = readPreferences({
    theme: "neon",
    density: "comfortable",
    timeZone: "<script>",
    sounds: { volume: 7, fill: true },
    sizeChips: [0, 101, 2.5, "50"],
    hotkeys: { a: 1, b: "x".repeat(41), c: "k" },
  });
  expect(read).toEqual({
    ...DEFAULT_PREFERENCES,
    density: "comfortable",
    sounds: { ...DEFAULT_PREFERENCES.sounds, fill: true },
    hotkeys: { c: "k" },
  });
});
