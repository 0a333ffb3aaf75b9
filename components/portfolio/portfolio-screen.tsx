"use client";

import { Download, Eye, EyeOff } from "lucide-react";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { memo, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useNotices } from "../layout/notices.tsx";
import { useDesk, useDeskState, useSnapshot } from "../live/use-desk.tsx";
import { Button } from "../ui/button.tsx";
import { CurvePanel } from "./charts/curve-panel.tsx";
import { equityCsv, saveFile } from "./export-csv.ts";
import { KpiRow } from "./figures/kpi-row.tsx";
import { figuresOf } from "./live-figures.ts";
import { GainsPanel } from "./lots/gains-panel.tsx";
import { type CurvePoint, portfolioClient } from "./portfolio-client.ts";
import { PresenterMode, usePresenter } from "./presenter.tsx";
import { RangeBar } from "./range-bar.tsx";
import { monthRange, type Range } from "./ranges.ts";
import { strategyBars } from "./strategy-bars.ts";
import { AllocationPanel } from "./tables/allocation-panel.tsx";
import { BalancesPanel } from "./tables/balances-panel.tsx";
import { CashPanel } from "./tables/cash-panel.tsx";
import { MonthlyPanel } from "./tables/monthly-panel.tsx";
import { PositionsPanel } from "./tables/positions-panel.tsx";
import { SplitPanel } from "./tables/split-panel.tsx";
import { StrategyPanel } from "./tables/strategy-panel.tsx";
import { usePast } from "./use-past.ts";
import { type ShownRange, useRange } from "./use-range.ts";
import { useWorth } from "./use-worth.ts";
import "./portfolio.css";

/** How the portfolio has done: its curve, its figures, what it is made of. */
export function PortfolioScreen() {
  return (
    <NuqsAdapter>
      <PresenterMode>
        <WhenTapeIsKnown />
      </PresenterMode>
    </NuqsAdapter>
  );
}

const NOTHING: readonly CurvePoint[] = [];

/** Ranges are counted from where the tape stands, so the page begins when that is known. */
function WhenTapeIsKnown() {
  const tapeAt = useDeskState((state) => state.feed?.tapeAt ?? state.marks?.at ?? null);
  const [openedAt, setOpenedAt] = useState<number | null>(tapeAt);
  if (openedAt === null && tapeAt !== null) setOpenedAt(tapeAt);
  if (openedAt === null) {
    return (
      <p role="status" className="m-auto p-6 text-fg-3">
        Waiting for the desk's clock…
      </p>
    );
  }
  return <Ranged now={openedAt} />;
}

const Ranged = memo(function Ranged({ now }: { readonly now: number }) {
  const shown = useRange(now);
  const { store } = useDesk();
  return <Overview key={store.portfolioId} shown={shown} now={now} />;
});

function Overview({ shown, now }: { readonly shown: ShownRange; readonly now: number }) {
  const { range, isOpen, name } = shown;
  const { worth, marks, day, moves } = useWorth();
  const { value: past, problem, reload } = usePast(range);
  // What was recorded of another range, or before money moved, is asked for anew.
  const wanted = `${range.from} ${range.to} ${moves}`;
  const asked = useRef(wanted);
  useEffect(() => {
    if (asked.current === wanted) return;
    asked.current = wanted;
    reload();
  }, [wanted, reload]);
  const snapshot = useSnapshot();
  const currency = past?.overview.currency ?? snapshot?.baseCurrency ?? "USDT";
  const stretch = past?.overview.stretch ?? null;
  const live = isOpen ? worth : null;
  const figures = useMemo(
    () => (stretch === null ? null : figuresOf(stretch, { worth: live, day, currency })),
    [stretch, live, day, currency],
  );
  const markOf = (id: string) => marks?.positions.find(({ instrumentId }) => instrumentId === id)?.mark ?? null;
  const { choose } = shown;
  const back = useCallback(() => choose("1M"), [choose]);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line-subtle px-3 py-2">
        <h1 className="text-[15px] font-[650] tracking-[-.01em]">Portfolio</h1>
        <div className="max-sm:order-last">
          <RangeBar shown={shown} now={worth?.at ?? now} />
        </div>
        <div className="ml-auto flex items-center gap-2">
          <PresenterButton />
          <ExportButton range={range} />
        </div>
      </div>
      {problem === null ? null : (
        <p role="alert" className="border-b border-line-subtle bg-panel px-3 py-1.5 text-warn">
          What was recorded could not be loaded: {problem}{" "}
          <button type="button" className="underline" onClick={reload}>
            Try again
          </button>
        </p>
      )}
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="flex flex-col gap-2 p-2">
          <KpiRow stretch={stretch} figures={figures} currency={currency} />
          {/* Two columns that fill by themselves: no panel waits for the height of its neighbour. */}
          <div className="grid grid-cols-[minmax(0,2fr)_minmax(300px,1fr)] items-start gap-2 max-lg:grid-cols-1">
            <div className="flex min-w-0 flex-col gap-2">
              <div className="h-[400px] max-sm:h-[340px]">
                <CurvePanel
                  series={past === null ? null : (figures?.series ?? NOTHING)}
                  points={stretch?.points ?? 0}
                  currency={currency}
                  isZoomed={name === null}
                  onZoom={shown.zoom}
                  onZoomOut={back}
                />
              </div>
              <MonthlyPanel returns={past?.returns ?? null} onMonth={(startAt) => shown.zoom(monthRange(startAt))} />
              <PositionsPanel marks={marks} />
              <GainsPanel />
            </div>
            <div className="flex min-w-0 flex-col gap-2">
              <AllocationPanel />
              <SplitPanel split={stretch?.split ?? null} currency={currency} />
              <StrategyPanel
                bars={past === null ? null : strategyBars(past.profits, currency, markOf)}
                currency={currency}
              />
              <BalancesPanel />
              <CashPanel cash={past?.cash ?? null} />
            </div>
          </div>
        </div>
      </div>
    </div>
  );
}

function PresenterButton() {
  const { isHidden, toggle } = usePresenter();
  const Icon = isHidden ? EyeOff : Eye;
  return (
    <Button aria-pressed={isHidden} title="Hide amounts, keep percentages (Shift+H)" onClick={toggle}>
      <Icon size={14} aria-hidden="true" />
      <span className="max-sm:sr-only">{isHidden ? "Show amounts" : "Hide amounts"}</span>
    </Button>
  );
}

function ExportButton({ range }: { readonly range: Range }) {
  const { store } = useDesk();
  const snapshot = useSnapshot();
  const say = useNotices();
  const [isBusy, setIsBusy] = useState(false);
  const save = async () => {
    if (snapshot === null) return;
    setIsBusy(true);
    try {
      const rows = await portfolioClient.equityPoints(store.portfolioId, range);
      const file = snapshot.name.replace(/[^\p{L}\p{N}]+/gu, "-").toLowerCase();
      saveFile(`${snapshot.mode}-${file}-equity.csv`, equityCsv(snapshot, rows));
    } catch (error) {
      say(`Nothing was exported: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <Button
      disabled={isBusy || snapshot === null}
      title="Every recorded point of the range, as CSV"
      onClick={() => void save()}
    >
      <Download size={14} aria-hidden="true" />
      <span className="max-sm:sr-only">Export</span>
    </Button>
  );
}
