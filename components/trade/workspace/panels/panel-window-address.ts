import type { PanelId } from "../layout/panel-ids.ts";

const SIZES: Readonly<Record<PanelId, readonly [width: number, height: number]>> = {
  chart: [960, 640],
  book: [340, 760],
  tape: [320, 760],
  depth: [560, 420],
  ladder: [380, 860],
  ticket: [340, 760],
  tables: [1100, 420],
  watchlist: [320, 720],
};

/** The address under which one panel fills a window; the portfolio stays the one of this page. */
export function panelWindowPath(panel: PanelId, instrumentId: string, search: string): string {
  const query = new URLSearchParams({ panel });
  const portfolio = new URLSearchParams(search).get("portfolio");
  if (portfolio !== null) query.set("portfolio", portfolio);
  return `/trade/${encodeURIComponent(instrumentId)}?${query}`;
}

/** One window a panel and market: asked for again, it comes to the front. */
export function openPanelWindow(panel: PanelId, instrumentId: string): void {
  const [width, height] = SIZES[panel];
  const path = panelWindowPath(panel, instrumentId, window.location.search);
  window.open(path, `tradewind-${panel}-${instrumentId}`, `popup,width=${width},height=${height}`)?.focus();
}
