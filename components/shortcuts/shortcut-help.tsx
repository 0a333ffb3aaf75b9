"use client";

import { lazy, Suspense, useState } from "react";
import { useCommands } from "../palette/use-commands.ts";
import { useShortcuts } from "./use-shortcuts.ts";

const ShortcutSheet = lazy(async () => ({ default: (await import("./shortcut-sheet.tsx")).ShortcutSheet }));

/** `?` shows all keys. */
export function ShortcutHelp() {
  const [isOpen, setIsOpen] = useState(false);
  const [wasOpened, setWasOpened] = useState(false);
  const show = () => {
    setWasOpened(true);
    setIsOpen(true);
  };
  useShortcuts([{ id: "keys.show", keys: "Shift+?", scope: "global", label: "Show all keys", run: show }]);
  useCommands([
    {
      id: "keys.show",
      label: "Show all keys",
      group: "Help",
      keywords: ["shortcuts", "hotkeys", "keyboard"],
      shortcut: "Shift+?",
      run: show,
    },
  ]);
  if (!wasOpened) return null;
  return (
    <Suspense fallback={null}>
      <ShortcutSheet isOpen={isOpen} onOpenChange={setIsOpen} />
    </Suspense>
  );
}
