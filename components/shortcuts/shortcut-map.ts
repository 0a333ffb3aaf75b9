import type { Shortcut } from "./shortcut-desk.ts";

export type MappedShortcut = Pick<Shortcut, "id" | "keys" | "scope" | "label">;

/** All shortcuts of the desk, also those of pages that are not open; a test holds it equal to what the pages register. */
export const SHORTCUT_MAP: readonly MappedShortcut[] = [
  { id: "palette.open", keys: "$mod+k", scope: "global", label: "Search markets, pages and actions" },
  { id: "palette.search", keys: "/", scope: "global", label: "Search" },
  { id: "keys.show", keys: "Shift+?", scope: "global", label: "Show all keys" },
  { id: "go.trade", keys: "g t", scope: "global", label: "Go to Trade" },
  { id: "go.portfolio", keys: "g p", scope: "global", label: "Go to Portfolio" },
  { id: "go.orders", keys: "g o", scope: "global", label: "Go to Orders" },
  { id: "go.instruments", keys: "g m", scope: "global", label: "Go to Instruments" },
  { id: "go.data", keys: "g d", scope: "global", label: "Go to Data" },
  { id: "go.system", keys: "g h", scope: "global", label: "Go to System" },
  { id: "go.settings", keys: "g s", scope: "global", label: "Go to Settings" },
  { id: "market.before", keys: "[", scope: "global", label: "Previous market" },
  { id: "market.after", keys: "]", scope: "global", label: "Next market" },
  { id: "stop.open", keys: "$mod+Shift+Period", scope: "global", label: "Open the stop dialog" },
  { id: "instruments.search", keys: "/", scope: "page", label: "Search instruments" },
];

export const SCOPE_NAMES: Record<Shortcut["scope"], string> = {
  global: "Everywhere",
  page: "On its page",
  trade: "On Trade",
  staged: "While an order is prepared",
  table: "In a table",
};
