import { parseKeybinding } from "tinykeys";

const MODIFIERS: Readonly<Record<string, string>> = {
  Control: "Ctrl",
  Shift: "⇧",
  Alt: "Alt",
  Meta: "⌘",
};
const APPLE_MODIFIERS: typeof MODIFIERS = { ...MODIFIERS, Control: "⌃", Alt: "⌥" };
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

/** The caps of each press, as they stand on a keyboard: `[["Ctrl", "⇧", "."]]`, `[["G"], ["T"]]`. */
export function keyCaps(keys: string, isApple: boolean): string[][] {
  if (keys === "") return [];
  const written = isApple ? APPLE_MODIFIERS : MODIFIERS;
  // Else the library reads `$mod` by where it runs, and on the server that is nobody's keyboard.
  const meant = keys.replaceAll("$mod", isApple ? "Meta" : "Control");
  return parseKeybinding(meant).map(([modifiers, key]) => {
    const name = typeof key === "string" ? key : key.source;
    const bare = name.replace(/^(?:Key|Digit)(?=.$)/, "");
    const caps = modifiers.map((modifier) => written[modifier] ?? modifier);
    return [...caps, KEYS[name] ?? (bare.length === 1 ? bare.toUpperCase() : bare)];
  });
}

/** `G T`, `Ctrl ⇧ .`: for a title or a menu. */
export const keyText = (keys: string, isApple: boolean): string =>
  keyCaps(keys, isApple)
    .map((caps) => caps.join(" "))
    .join(" ");
