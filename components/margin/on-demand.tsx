"use client";

import dynamic from "next/dynamic";
import type { Instrument } from "../../server/domain/markets/instrument.ts";
import type { PortfolioSnapshot } from "../live/portfolio-snapshot.ts";
import { useOnDemand } from "../ui/use-on-demand.ts";

const tools = () =>
  Promise.all([import("./margin-view.ts"), import("./preview-margin.ts")]).then(([view, preview]) => ({
    ...view,
    ...preview,
  }));
const loading = () => <div className="h-[140px]" />;

export const MarginSummary = dynamic(() => import("./margin-summary.tsx").then((part) => part.MarginSummary), {
  ssr: false,
  loading,
});

export const MarginChips = dynamic(() => import("./setting/margin-chips.tsx").then((part) => part.MarginChips), {
  ssr: false,
  loading: () => <div className="h-[24px] pointer-coarse:h-[44px]" />,
});

export const HedgeChoice = dynamic(
  () => import("../trade/ticket/fields/hedge-choice.tsx").then((part) => part.HedgeChoice),
  { ssr: false, loading: () => <div className="h-[66px] pointer-coarse:h-[90px]" /> },
);

/** What counts margin, once something is margined and it has come. */
export const useMarginTools = (isWanted: boolean) => useOnDemand(tools, isWanted);

const columns = () => import("./positions/margin-columns.tsx");

/** What makes the columns of margined positions, once there is one and it has come. */
export const useMarginColumns = (isWanted: boolean) => useOnDemand(columns, isWanted);

export const isMargined = ({ kind }: Instrument): boolean => kind !== "spot";

/** Something margined is open: what it loses is not free for anything else. */
export const holdsMargin = (snapshot: PortfolioSnapshot | null): boolean =>
  snapshot?.positions.some(({ margin }) => margin !== undefined && margin.netLots !== 0) ?? false;
