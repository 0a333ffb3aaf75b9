"use client";

import { useEffect, useRef } from "react";
import type { Shortcut } from "./shortcut-desk.ts";
import { shortcutDesk } from "./shortcuts.ts";

/**
 * In force while the component stands. Never while somebody types or a dialog is open (unless `worksInInputs`); a key that
 * is held down counts once; other keys that the person chose are honoured. `?` lists them all.
 */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  const described = shortcuts.map(({ id, keys, scope, label, worksInInputs }) => [
    id,
    keys,
    scope,
    label,
    worksInInputs,
  ]);
  const signature = JSON.stringify(described);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the signature stands for all but what they run.
  useEffect(
    () =>
      shortcutDesk.register(
        latest.current.map((shortcut) => ({
          ...shortcut,
          run: (event: KeyboardEvent) => latest.current.find(({ id }) => id === shortcut.id)?.run(event),
        })),
      ),
    [signature],
  );
}
