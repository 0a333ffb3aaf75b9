"use client";

import { OneClickState } from "../trade/actions/one-click-state.tsx";
import { BrandMark } from "./brand-mark.tsx";
import type { PortfolioChoice, Viewer } from "./desk-people.ts";
import { EquityFigure } from "./equity-figure.tsx";
import { HaltButton } from "./halt-button.tsx";
import { PortfolioPicker } from "./portfolio-picker.tsx";
import { FeedChip, WorkerChip } from "./state-chips.tsx";
import { UserMenu } from "./user-menu.tsx";

type DeskHeaderProps = {
  readonly viewer: Viewer;
  readonly portfolios: readonly PortfolioChoice[];
  readonly portfolio: PortfolioChoice;
};

export function DeskHeader({ viewer, portfolios, portfolio }: DeskHeaderProps) {
  return (
    <header className="flex min-h-[44px] shrink-0 items-center gap-3 border-b border-line-subtle bg-panel px-3 pointer-coarse:min-h-[52px]">
      <span className="flex items-center gap-2 text-[14px] font-bold tracking-[-.02em]">
        <BrandMark size={18} />
        <span className="max-sm:sr-only">Tradewind</span>
      </span>
      <PortfolioPicker portfolios={portfolios} chosen={portfolio} />
      <EquityFigure />
      <div className="ml-auto flex items-center gap-2">
        <span className="contents max-md:hidden">
          <OneClickState />
          <WorkerChip />
        </span>
        <span className="contents max-sm:hidden">
          <FeedChip portfolio={portfolio} />
        </span>
        <HaltButton />
        <UserMenu viewer={viewer} />
      </div>
    </header>
  );
}
