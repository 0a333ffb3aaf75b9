"use client";

import { useCallback, useMemo, useSyncExternalStore } from "react";
import { DEFAULT_PREFERENCES, type Preferences, readPreferences } from "./preference-values.ts";
import { settings } from "./settings.ts";

export type { Preferences } from "./preference-values.ts";

const NAME = "preferences";
const none = () => undefined;

let raw: unknown;
let read = DEFAULT_PREFERENCES;

/** What the person of this browser chose, outside of React. */
export function currentPreferences(): Preferences {
  const kept = settings.read(NAME);
  if (kept !== raw) {
    raw = kept;
    read = readPreferences(kept);
  }
  return read;
}

/** What the person chose; the defaults on the server and in the very first paint. */
export const usePreferences = (): Preferences =>
  useSyncExternalStore(settings.subscribe, currentPreferences, () => DEFAULT_PREFERENCES);

/** Changes a part: at once on this page, soon in the person's other tabs and browsers. */
export function setPreferences(part: Partial<Preferences>): void {
  settings.write(NAME, { ...currentPreferences(), ...part });
}

const isAlike = (value: unknown, fallback: unknown): boolean =>
  fallback === null || (typeof value === typeof fallback && Array.isArray(value) === Array.isArray(fallback));

/** A named value of the person's own, such as `layout.trade`, and how to change it. Kept in this browser at once and on the desk soon after; plain JSON of at most 48 kB. */
export function useStored<T>(name: string, fallback: T): [T, (value: T) => void] {
  const kept = useSyncExternalStore(settings.subscribe, () => settings.read(name), none);
  const value = kept !== undefined && isAlike(kept, fallback) ? (kept as T) : fallback;
  const write = useCallback((next: T) => settings.write(name, next), [name]);
  return useMemo(() => [value, write], [value, write]);
}
