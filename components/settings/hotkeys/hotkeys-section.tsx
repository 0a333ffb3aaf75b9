"use client";

import { setPreferences, usePreferences } from "../../preferences/preferences.ts";
import type { Scope } from "../../shortcuts/shortcut-desk.ts";
import { SCOPE_NAMES } from "../../shortcuts/shortcut-map.ts";
import { useAllShortcuts } from "../../shortcuts/use-all-shortcuts.ts";
import { Button } from "../../ui/button.tsx";
import { SettingGroup } from "../parts/setting-row.tsx";
import { HotkeyRow } from "./hotkey-row.tsx";

const SCOPES: readonly Scope[] = ["global", "page", "trade", "staged", "table"];

/** All keys of the desk, each to be given others. */
export function HotkeysSection() {
  const { hotkeys } = usePreferences();
  const shortcuts = useAllShortcuts();
  const rebind = (id: string, keys: string | null) => {
    const { [id]: _, ...others } = hotkeys;
    setPreferences({ hotkeys: keys === null ? others : { ...others, [id]: keys } });
  };
  return (
    <>
      <p className="mb-3 flex items-center justify-between gap-3 text-[13px] text-fg-2">
        Keys never act while you type, and a key that is held down counts once.
        <Button disabled={Object.keys(hotkeys).length === 0} onClick={() => setPreferences({ hotkeys: {} })}>
          Reset all
        </Button>
      </p>
      {SCOPES.map((scope) => {
        const here = shortcuts.filter((shortcut) => shortcut.scope === scope);
        if (here.length === 0) return null;
        return (
          <SettingGroup key={scope} title={SCOPE_NAMES[scope]}>
            {here.map((shortcut) => (
              <HotkeyRow key={shortcut.id} shortcut={shortcut} all={shortcuts} onRebind={rebind} />
            ))}
          </SettingGroup>
        );
      })}
    </>
  );
}
