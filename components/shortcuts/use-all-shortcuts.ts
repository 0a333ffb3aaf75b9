"use client";

import { useSyncExternalStore } from "react";
import { usePreferences } from "../preferences/preferences.ts";
import type { Shortcut } from "./shortcut-desk.ts";
import { type MappedShortcut, SHORTCUT_MAP } from "./shortcut-map.ts";
import { shortcutDesk } from "./shortcuts.ts";

const NONE: readonly Shortcut[] = [];
const none = () => NONE;

export type BoundShortcut = MappedShortcut & {
  /** The keys it came with. */
  readonly builtIn: string;
};

/** Every shortcut of the desk with the keys that hold for this person: those of the map, then what else is in force. */
export function useAllShortcuts(): readonly BoundShortcut[] {
  const { hotkeys } = usePreferences();
  const inForce = useSyncExternalStore(shortcutDesk.subscribe, shortcutDesk.list, none);
  const mapped = new Set(SHORTCUT_MAP.map(({ id }) => id));
  const others = new Map(inForce.filter(({ id }) => !mapped.has(id)).map((shortcut) => [shortcut.id, shortcut]));
  return [...SHORTCUT_MAP, ...others.values()].map(({ id, keys, scope, label }) => ({
    id,
    scope,
    label,
    builtIn: keys,
    keys: hotkeys[id] ?? keys,
  }));
}
