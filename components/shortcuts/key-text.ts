import { parseKeybinding } from "tinykeys";

const MODIFIERS: Readonly<Record<string, string>> = {
  $mod: "Ctrl",
  Control: "Ctrl",
  Shift: "⇧",
  Alt: "Alt",
  Meta: "⌘",
};
const KEYS: Readonly<Record<string, string>> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  Enter: "⏎",
  Escape: "Esc",
  " ": "Space",
  Space: "Space",
  Comma: ",",
  Period: ".",
  Slash: "/",
  Backslash: "\\",
  BracketLeft: "[",
  BracketRight: "]",
  Minus: "-",
  Equal: "=",
  Semicolon: ";",
  Quote: "'",
  Backquote: "`",
};

const isApple = (): boolean => typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.userAgent);

/** The caps of each press, as they stand on a keyboard: `[["Ctrl", "⇧", "."]]`, `[["G"], ["T"]]`. */
export function keyCaps(keys: string): string[][] {
  if (keys === "") return [];
  return parseKeybinding(keys).map(([modifiers, key]) => {
    const name = typeof key === "string" ? key : key.source;
    const bare = name.replace(/^(?:Key|Digit)(?=.$)/, "");
    const caps = modifiers.map((modifier) => (isApple() && /\$mod|Meta/.test(modifier) ? "⌘" : modifier));
    return [...caps.map((cap) => MODIFIERS[cap] ?? cap), KEYS[name] ?? (bare.length === 1 ? bare.toUpperCase() : bare)];
  });
}

/** `G T`, `Ctrl ⇧ .`: for a title or a menu. */
export const keyText = (keys: string): string =>
  keyCaps(keys)
    .map((caps) => caps.join(" "))
    .join(" ");
