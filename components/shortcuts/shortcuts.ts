import { currentPreferences } from "../preferences/preferences.ts";
import { keyPlace } from "./key-place.ts";
import { ShortcutDesk } from "./shortcut-desk.ts";

/** The keys of this page. */
export const shortcutDesk = new ShortcutDesk({
  placeOf: keyPlace,
  override: (id) => currentPreferences().hotkeys[id],
});

if (typeof window !== "undefined") window.addEventListener("keydown", (event) => shortcutDesk.handle(event));
