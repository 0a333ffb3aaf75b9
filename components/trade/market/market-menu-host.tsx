"use client";

import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import type { MarketSpot } from "./market-menu.tsx";

const MarketMenu = dynamic(() => import("./market-menu.tsx").then((menu) => menu.MarketMenu), { ssr: false });

/** The market that a press means: the cell's, or that of the row which has the focus. */
function marketAt(target: EventTarget | null): Element | null {
  if (!(target instanceof Element)) return null;
  return target.closest("[data-market]") ?? target.closest("[data-row]")?.querySelector("[data-market]") ?? null;
}

/** Wherever a market's name stands, a right click, a long press or the menu key asks what can be opened of it. */
export function MarketMenuHost() {
  const [spot, setSpot] = useState<MarketSpot | null>(null);
  useEffect(() => {
    const ask = (event: MouseEvent) => {
      const cell = marketAt(event.target);
      const id = cell?.getAttribute("data-market") ?? null;
      if (cell === null || id === null || event.defaultPrevented || event.shiftKey) return;
      event.preventDefault();
      // The menu key tells no place: then it is the cell's.
      const box = cell.getBoundingClientRect();
      const isKey = event.clientX === 0 && event.clientY === 0;
      const [x, y] = isKey ? [box.left, box.bottom] : [event.clientX, event.clientY];
      setSpot({ id, symbol: cell.textContent ?? id, x, y, from: document.activeElement });
    };
    document.addEventListener("contextmenu", ask);
    return () => document.removeEventListener("contextmenu", ask);
  }, []);
  return spot === null ? null : (
    <MarketMenu key={`${spot.id} ${spot.x} ${spot.y}`} spot={spot} onClose={() => setSpot(null)} />
  );
}
