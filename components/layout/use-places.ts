"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useState } from "react";
import { inPortfolio, isAt, PLACES, type Place } from "./places.ts";

export type ShownPlace = Place & { readonly href: string; readonly isHere: boolean };

/** The departments with their links in this portfolio. Trade leads back to the market last seen. */
export function usePlaces(): readonly ShownPlace[] {
  const pathname = usePathname();
  const portfolio = useSearchParams().get("portfolio");
  const [lastMarket, setLastMarket] = useState<string | null>(null);
  if (isAt(pathname, "/trade") && pathname !== lastMarket) setLastMarket(pathname);
  return PLACES.map((place) => ({
    ...place,
    href: inPortfolio(place.path === "/trade" ? (lastMarket ?? place.start) : place.start, portfolio),
    isHere: isAt(pathname, place.path),
  }));
}
