import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { browserUse, conflictsOf, pressOf } from "../../../components/shortcuts/key-conflicts.ts";
import { keyCaps, keyText } from "../../../components/shortcuts/key-text.ts";
import { SHORTCUT_MAP } from "../../../components/shortcuts/shortcut-map.ts";
import { ACT_KEY, CLOSE_KEY, EDIT_KEY, HALF_KEY } from "../../../components/tables/grid/table-keys.ts";

const ROOT = new URL("../../../components/", import.meta.url).pathname;
const ONE = /\{\s*id:\s*"([^"]+)",\s*keys:\s*"([^"]+)",\s*scope:\s*"(\w+)",\s*label:\s*"([^"]+)"/g;
/** The ticket writes its many as rows: id, keys, label. */
const ROW = /\["((trade|staged)\.[^"]+)", "([^"]+)", "([^"]+)"/g;

const SOURCES = readdirSync(ROOT, { recursive: true, encoding: "utf8" })
  .filter((path) => /\.tsx?$/.test(path) && !path.endsWith("shortcut-map.ts"))
  .map((path) => readFileSync(join(ROOT, path), "utf8"));

/** What the sources register, written out where it is registered. */
const REGISTERED = [
  ...SOURCES.flatMap((code) => [...code.matchAll(ONE)]).map(([, id, keys, scope, label]) => ({
    id,
    keys,
    scope,
    label,
  })),
  ...SOURCES.flatMap((code) => [...code.matchAll(ROW)]).map(([, id, scope, keys, label]) => ({
    id,
    keys,
    scope,
    label,
  })),
];

describe("the map of all shortcuts", () => {
  it("says what the pages register", () => {
    expect(REGISTERED.length).toBeGreaterThan(20);
    expect(SHORTCUT_MAP).toEqual(expect.arrayContaining(REGISTERED));
  });

  it("says what its own tables' keys do", () => {
    for (const key of [ACT_KEY, EDIT_KEY, CLOSE_KEY, HALF_KEY]) expect(SHORTCUT_MAP).toContainEqual(key);
  });

  it("gives each key one meaning in its scope", () => {
    for (const shortcut of SHORTCUT_MAP)
      expect([shortcut.id, conflictsOf(shortcut, SHORTCUT_MAP)]).toEqual([shortcut.id, []]);
    expect(new Set(SHORTCUT_MAP.map(({ id }) => id)).size).toBe(SHORTCUT_MAP.length);
  });

  it("takes no key that a browser or the system keeps for itself", () => {
    for (const { id, keys } of SHORTCUT_MAP) expect([id, browserUse(keys)]).toEqual([id, null]);
  });
});

describe("keys that were recorded", () => {
  const bound = (keys: string, scope: "global" | "trade" = "global", id = keys) => ({ id, keys, scope });

  it("clash with the same press however it is written, and with what begins like them", () => {
    const all = [bound("$mod+Shift+Period"), bound("g t"), bound("b", "trade")];
    const clash = (keys: string, scope: "global" | "trade" = "global") =>
      conflictsOf(bound(keys, scope, "wanted"), all).map(({ id }) => id);
    expect(clash("Shift+$mod+Period")).toEqual(["$mod+Shift+Period"]);
    expect(clash("g")).toEqual(["g t"]);
    expect(clash("g t x")).toEqual(["g t"]);
    expect([clash("g p"), clash("b"), clash("B", "trade")]).toEqual([[], [], ["b"]]);
  });

  it.each(["$mod+w", "F5", "$mod+Shift+k", "Alt+3", "$mod+1", "Shift+Escape"])("are refused for %s", (keys) => {
    expect(browserUse(keys)).not.toBeNull();
  });

  it("are written by their place where Shift or Ctrl is held, letters by their name", () => {
    const none = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };
    expect(pressOf({ ...none, key: "B", code: "KeyB", shiftKey: true })).toBe("Shift+b");
    expect(pressOf({ ...none, key: ">", code: "Period", shiftKey: true, ctrlKey: true })).toBe("$mod+Shift+Period");
    expect(pressOf({ ...none, key: "[", code: "BracketLeft" })).toBe("[");
    expect(pressOf({ ...none, key: "Shift", code: "ShiftLeft", shiftKey: true })).toBeNull();
  });
});

it.each([
  [false, "Ctrl ⇧ .", "Alt ↑"],
  [true, "⌘ ⇧ .", "⌥ ↑"],
])("writes keys as they stand on the keyboard, with Apple's: %s", (isApple, stop, hundred) => {
  expect(keyCaps("g t", isApple)).toEqual([["G"], ["T"]]);
  expect(keyText("$mod+Shift+Period", isApple)).toBe(stop);
  expect(keyText("Alt+ArrowUp", isApple)).toBe(hundred);
  expect(keyCaps("", isApple)).toEqual([]);
});
