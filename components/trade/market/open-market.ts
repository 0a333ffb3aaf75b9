"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useCallback } from "react";

const TRADE = "/trade/";

/** The market that the address names, also after it was changed without loading a page. */
export function useMarketId(): string {
  const pathname = usePathname();
  return pathname.startsWith(TRADE) ? decodeURIComponent(pathname.slice(TRADE.length)) : "";
}

/** The address of a market in the same portfolio; what belongs to one market's page alone stays behind. */
export function marketHref(instrumentId: string, search: string): string {
  const query = new URLSearchParams(search);
  query.delete("panel");
  const text = query.toString();
  return `${TRADE}${encodeURIComponent(instrumentId)}${text === "" ? "" : `?${text}`}`;
}

/** Shows another market on the terminal that stands: no page is loaded, and Back leads back. */
export function useOpenMarket(): (instrumentId: string) => void {
  const search = useSearchParams().toString();
  return useCallback((instrumentId) => window.history.pushState(null, "", marketHref(instrumentId, search)), [search]);
}
