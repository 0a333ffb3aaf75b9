import type { Scope } from "./shortcut-desk.ts";

type Bound = { readonly id: string; readonly keys: string; readonly scope: Scope };

const norm = (keys: string): string[] =>
  keys
    .trim()
    .split(" ")
    .map((press) =>
      press
        .split(/\b\+/)
        .map((part) => part.toLowerCase().replace(/^(?:key|digit)(?=.$)/, ""))
        .sort()
        .join("+"),
    );

const startsWith = (long: readonly string[], short: readonly string[]): boolean =>
  short.every((press, index) => long[index] === press);

/**
 * Whether one hides the other: the same presses, or one begins with all of the other's. A narrower scope takes a key from a
 * wider one on purpose; within one scope a key can mean one thing only.
 */
function isConflict(a: Bound, b: Bound): boolean {
  if (a.id === b.id || a.keys === "" || b.keys === "" || a.scope !== b.scope) return false;
  const [one, other] = [norm(a.keys), norm(b.keys)];
  return startsWith(one, other) || startsWith(other, one);
}

/** The others that want the same keys. */
export const conflictsOf = <Other extends Bound>(wanted: Bound, all: readonly Other[]): readonly Other[] =>
  all.filter((other) => isConflict(wanted, other));

/** Presses that browsers or systems keep for themselves or that people press for other things, with what they do there. */
const TAKEN: Readonly<Record<string, string>> = {
  "$mod+t": "opens a tab",
  "$mod+n": "opens a window",
  "$mod+w": "closes the tab",
  "$mod+q": "quits the browser",
  "$mod+r": "reloads the page",
  "$mod+l": "goes to the address bar",
  "$mod+p": "prints",
  "$mod+f": "searches the page",
  "$mod+s": "saves the page",
  "$mod+shift+t": "reopens a tab",
  "$mod+shift+n": "opens a private window",
  "$mod+shift+w": "closes the window",
  "$mod+shift+k": "opens Firefox's console",
  "$mod+shift+i": "opens the developer tools",
  "$mod+shift+j": "opens the developer tools",
  "$mod+shift+c": "inspects an element",
  "$mod+shift+delete": "clears browsing data",
  "$mod+shift+backspace": "clears browsing data",
  "shift+escape": "opens Chrome's task manager",
  "alt+arrowleft": "goes back",
  "alt+arrowright": "goes forward",
  "alt+f4": "closes the window",
  "$mod+tab": "changes the tab",
};

/** What a browser does on the first of these presses; null when it leaves them to the page. */
export function browserUse(keys: string): string | null {
  const [press = ""] = norm(keys);
  const parts = press.split("+");
  const modifiers = new Set(parts.filter((part) => /^(?:\$mod|control|meta|shift|alt)$/.test(part)));
  const key = parts.find((part) => !modifiers.has(part)) ?? "";
  if (/^f\d{1,2}$/.test(key)) return "is a function key, which the system may take";
  if (modifiers.has("alt") && /^\d$/.test(key)) return "changes the tab on Linux";
  const hasMod = modifiers.has("$mod") || modifiers.has("control") || modifiers.has("meta");
  if (hasMod && !modifiers.has("shift") && /^\d$/.test(key)) return "changes the tab";
  const named = ["$mod", "shift", "alt"].filter((name) => (name === "$mod" ? hasMod : modifiers.has(name)));
  return TAKEN[[...named, key].join("+")] ?? null;
}

/** What tinykeys reads from a press: null for a modifier alone. */
export function pressOf(
  event: Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey">,
): string | null {
  if (/^(?:Control|Shift|Alt|Meta|AltGraph|Dead|Unidentified)$/.test(event.key)) return null;
  const isMod = event.ctrlKey || event.metaKey;
  const isLetter = /^[a-z]$/i.test(event.key);
  // With Shift held, a digit or sign is written differently on each keyboard: its place is what stays.
  const key = isLetter
    ? event.key.toLowerCase()
    : event.shiftKey || isMod || event.key === " "
      ? event.code
      : event.key;
  if (key === "") return null;
  const parts = [isMod ? "$mod" : "", event.altKey ? "Alt" : "", event.shiftKey ? "Shift" : "", key];
  return parts.filter((part) => part !== "").join("+");
}
