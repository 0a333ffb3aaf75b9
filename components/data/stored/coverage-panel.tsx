"use client";

import { Database } from "lucide-react";
import { useMemo, useState } from "react";
import { seriesName } from "../../../server/domain/markets/data-series.ts";
import type { SeriesCoverage } from "../data-client.ts";
import { CoverageMatrix } from "./coverage-matrix.tsx";
import { SeriesTable } from "./series-table.tsx";

type CoveragePanelProps = {
  readonly coverage: readonly SeriesCoverage[];
  readonly mayFetch: boolean;
  readonly mayJudge: boolean;
  readonly onChanged: () => void;
};

/** What is stored, at a glance and one by one. */
export function CoveragePanel({ coverage, mayFetch, mayJudge, onChanged }: CoveragePanelProps) {
  const [name, setName] = useState<string | null>(null);
  const opened = useMemo(
    () => ({ name, toggle: (pressed: string) => setName((open) => (open === pressed ? null : pressed)) }),
    [name],
  );
  if (coverage.length === 0) {
    return (
      <div className="flex flex-1 flex-col items-center justify-center gap-2 p-6 text-center">
        <Database size={22} aria-hidden="true" className="text-fg-3" />
        <p className="text-[15px] font-semibold">Nothing is stored yet</p>
        <p className="max-w-[440px] text-fg-2">
          Drop candle, trade or funding files anywhere on this page, or download candles from an exchange. What is
          stored, what is missing and what looks doubtful then stands here.
        </p>
      </div>
    );
  }
  return (
    <div className="flex min-h-0 flex-1 flex-col overflow-auto">
      <CoverageMatrix coverage={coverage} onPick={(entry) => setName(seriesName(entry.series))} />
      <SeriesTable coverage={coverage} opened={opened} mayFetch={mayFetch} mayJudge={mayJudge} onChanged={onChanged} />
    </div>
  );
}
