"use client";

import { lazy, memo, Suspense } from "react";
import { Button } from "../../ui/button.tsx";
import { Panel, PanelHead } from "../../ui/panel.tsx";
import type { CurvePoint } from "../portfolio-client.ts";
import { usePresenter } from "../presenter.tsx";
import type { Range } from "../ranges.ts";

const CurveCharts = lazy(() => import("./curve-charts.tsx").then((module) => ({ default: module.CurveCharts })));

type CurvePanelProps = {
  /** Null while it loads; empty before anything was recorded. */
  readonly series: readonly CurvePoint[] | null;
  readonly points: number;
  readonly currency: string;
  readonly isZoomed: boolean;
  readonly onZoom: (range: Range) => void;
  readonly onZoomOut: () => void;
};

/** Equity and, below it, how far it stood under its highest. Costly, hence drawn only when its own figures change. */
export const CurvePanel = memo(function CurvePanel(props: CurvePanelProps) {
  const { series, points, currency, isZoomed, onZoom, onZoomOut } = props;
  const { isHidden } = usePresenter();
  const note = points > 1_000 ? `drawn from ${points.toLocaleString("en-US")} points` : "drag to choose a range";
  return (
    <Panel name="Equity" className="h-full overflow-hidden rounded-lg border border-line-subtle">
      <PanelHead
        title="Equity"
        aside={
          isZoomed ? (
            <Button size="row" onClick={onZoomOut}>
              Zoom out
            </Button>
          ) : (
            <span className="text-[11px] text-fg-3 max-sm:hidden">{note}</span>
          )
        }
      />
      <div className="flex min-h-[300px] flex-1 flex-col p-1 pt-2">
        {series === null ? (
          <Skeleton />
        ) : series.length === 0 ? (
          <p className="m-auto max-w-[300px] text-center text-fg-3">
            Nothing was recorded in this range. The curve begins with the portfolio's first minute.
          </p>
        ) : (
          <Suspense fallback={<Skeleton />}>
            <CurveCharts series={series} currency={currency} isHidden={isHidden} onZoom={onZoom} />
          </Suspense>
        )}
      </div>
    </Panel>
  );
});

function Skeleton() {
  return (
    <div role="status" aria-label="Loading the curve" className="m-2 flex-1 animate-pulse rounded-md bg-hover/50" />
  );
}
