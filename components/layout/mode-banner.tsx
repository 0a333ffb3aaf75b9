"use client";

import { useDeskState } from "../live/use-desk.tsx";
import type { PortfolioChoice } from "./desk-people.ts";

const PRICES = { synthetic: "invented prices", recorded: "recorded prices", live: "live market prices" } as const;

/** Hatched on every page while the money is not real. */
export function ModeBanner({ portfolio }: { readonly portfolio: PortfolioChoice }) {
  const feedKind = useDeskState((state) => state.status?.feed.kind ?? portfolio.feedKind);
  if (portfolio.mode === "live") return null;
  return (
    <p
      role="note"
      data-testid="mode-banner"
      className="hatched flex h-[22px] shrink-0 items-center justify-center overflow-hidden px-3 text-[11px] font-semibold tracking-[.02em] whitespace-nowrap"
    >
      PAPER TRADING — simulated fills on {PRICES[feedKind]}
    </p>
  );
}
