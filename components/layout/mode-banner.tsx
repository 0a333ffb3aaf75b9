"use client";

import { useDeskState, useSnapshot } from "../live/use-desk.tsx";
import { formatBalance } from "../ui/format-amount.ts";
import type { PortfolioChoice } from "./desk-people.ts";

const PRICES = { synthetic: "invented prices", recorded: "recorded prices", live: "live market data" } as const;

/** Hatched on every page while the money is not real, with what is in the till. */
export function ModeBanner({ portfolio }: { readonly portfolio: PortfolioChoice }) {
  const feedKind = useDeskState((state) => state.status?.feed.kind ?? portfolio.feedKind);
  if (portfolio.mode === "live") return null;
  return (
    <p
      role="note"
      data-testid="mode-banner"
      className="hatched flex h-[22px] shrink-0 items-center justify-center overflow-hidden px-3 text-[11px] font-semibold tracking-[.02em] whitespace-nowrap"
    >
      <span>
        PAPER TRADING<span className="max-sm:hidden"> — simulated fills on {PRICES[feedKind]}</span>
        <PaperBalance />
      </span>
    </p>
  );
}

function PaperBalance() {
  const snapshot = useSnapshot();
  const balance = snapshot?.balances.find(({ currency }) => currency === snapshot.baseCurrency);
  if (balance === undefined) return null;
  return (
    <span data-amount="">
      {" "}
      · balance {formatBalance(balance.totalUnits, balance.currency)} {balance.currency}
    </span>
  );
}
