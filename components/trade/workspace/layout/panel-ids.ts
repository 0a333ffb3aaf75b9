export const PANEL_IDS = ["chart", "book", "tape", "depth", "ladder", "ticket", "tables", "watchlist"] as const;
export type PanelId = (typeof PANEL_IDS)[number];

/** Each panel as people call it. */
export const PANEL_NAMES: Readonly<Record<PanelId, string>> = {
  chart: "Chart",
  book: "Book",
  tape: "Tape",
  depth: "Depth",
  ladder: "Ladder",
  ticket: "Order",
  tables: "Positions and orders",
  watchlist: "Watchlist",
};

export const isPanelId = (value: unknown): value is PanelId => PANEL_IDS.some((id) => id === value);
