import type { Scope } from "./shortcut-desk.ts";

/** Keys that cannot be given others: those that everybody expects of a table, a list or a field, and what is typed. */
export type FixedKey = {
  readonly place: Scope | keyof typeof FIXED_NAMES;
  /** Any of them does it. */
  readonly keys: readonly string[];
  readonly label: string;
};

export const FIXED_KEYS: readonly FixedKey[] = [
  { place: "table", keys: ["ArrowDown", "ArrowUp"], label: "Next row, row before" },
  { place: "table", keys: ["PageDown", "PageUp"], label: "A page on, a page back" },
  { place: "table", keys: ["Home", "End"], label: "First row, last row" },
  { place: "table", keys: ["Space"], label: "Choose the row" },
  { place: "table", keys: ["Enter"], label: "Open the row; send a change" },
  { place: "table", keys: ["Escape"], label: "Leave the order as it is" },
  { place: "table", keys: ["Tab"], label: "On to the row's own buttons" },
  { place: "field", keys: ["ArrowUp", "ArrowDown"], label: "A step up, a step down" },
  { place: "field", keys: ["Shift+ArrowUp", "Alt+ArrowUp"], label: "Ten steps, a hundred steps" },
  { place: "chart", keys: ["1 5 Enter", "4 h Enter"], label: "Another timeframe" },
  { place: "chart", keys: ["a", "z"], label: "Any letter, after Tab to the chart: search a market" },
  { place: "list", keys: ["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"], label: "To another price or size" },
  { place: "list", keys: ["Enter"], label: "Take it, or place there" },
  { place: "list", keys: ["Delete"], label: "Cancel one's own order (ladder)" },
];

export const FIXED_NAMES = {
  chart: "On a chart that has the focus",
  field: "In a price or size field",
  list: "On the rows of book and ladder",
} as const;
