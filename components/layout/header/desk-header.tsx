"use client";

import Link from "next/link";
import { CommandPalette } from "../../palette/command-palette.tsx";
import { ProtectionState } from "../../protection/protection-host.tsx";
import { StopButton } from "../../stop/stop-button.tsx";
import { OneClickState } from "../../trade/actions/one-click-state.tsx";
import { AlertsBell } from "../alerts/alerts-bell.tsx";
import { BrandMark } from "../brand-mark.tsx";
import type { PortfolioChoice, Viewer } from "../desk-people.ts";
import { EquityFigures } from "./equity-figures.tsx";
import { PortfolioPicker } from "./portfolio-picker.tsx";
import { FeedChip, VenueChip } from "./state-chips.tsx";
import { UserMenu } from "./user-menu.tsx";

type DeskHeaderProps = {
  readonly viewer: Viewer;
  readonly portfolios: readonly PortfolioChoice[];
  readonly portfolio: PortfolioChoice;
  /** The trade page, at the market last seen. */
  readonly homeHref: string;
};

/** Whose money this is, how it stands, whether the desk hears the market, and apart from all else the way to stop. */
export function DeskHeader({ viewer, portfolios, portfolio, homeHref }: DeskHeaderProps) {
  return (
    <header className="flex min-h-[44px] shrink-0 items-center gap-4 border-b border-line-subtle bg-panel px-3 max-sm:gap-2 pointer-coarse:min-h-[52px]">
      <Link href={homeHref} className="flex shrink-0 items-center gap-2 text-[14px] font-bold tracking-[-.02em]">
        <BrandMark size={18} />
        <span className="max-xl:sr-only">Tradewind</span>
      </Link>
      <span className="contents max-sm:hidden">
        <CommandPalette />
      </span>
      <PortfolioPicker portfolios={portfolios} chosen={portfolio} />
      {portfolio.mode === "live" ? (
        <strong className="rounded-sm border-2 border-danger px-1.5 text-[11px] font-bold tracking-[.04em] text-danger">
          LIVE
        </strong>
      ) : null}
      <EquityFigures />
      <div className="ml-auto flex items-center gap-2">
        <span className="contents max-md:hidden">
          <OneClickState />
        </span>
        <span className="contents max-lg:hidden">
          <VenueChip />
        </span>
        <span className="contents max-md:hidden">
          <FeedChip portfolio={portfolio} />
        </span>
        <ProtectionState />
        <AlertsBell />
        <UserMenu viewer={viewer} portfolios={portfolios} />
        <span className="ml-1 flex border-line-subtle sm:ml-2 sm:border-l sm:pl-4">
          <StopButton portfolios={portfolios} />
        </span>
      </div>
    </header>
  );
}
