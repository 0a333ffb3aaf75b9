"use client";

import { Database } from "lucide-react";
import { useMemo, useState } from "react";
import { EmptyNote } from "../../ui/panel.tsx";
import type { SeriesCoverage } from "../data-client.ts";
import { seriesKey } from "../format-data.ts";
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
  const [opened, setOpened] = useState<string | null>(null);
  const [wanted, setWanted] = useState("");
  const shown = useMemo(() => matching(coverage, wanted), [coverage, wanted]);
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
      <CoverageMatrix
        coverage={coverage}
        onPick={(entry) => {
          setWanted("");
          setOpened(seriesKey(entry.series));
        }}
      />
      <div className="flex min-h-(--head) shrink-0 items-center gap-2 border-y border-line-subtle px-(--pad)">
        <h3 className="text-[12px] font-semibold">
          Series <span className="ml-1 font-medium text-fg-3">{coverage.length}</span>
        </h3>
        <Legend />
        <input
          type="search"
          aria-label="Filter series"
          placeholder="Filter, e.g. btc 1h"
          value={wanted}
          maxLength={60}
          className="ml-auto h-[22px] w-[150px] rounded-sm border border-line bg-canvas px-2 text-[11px] placeholder:text-fg-3 pointer-coarse:h-[44px] pointer-coarse:text-[16px]"
          onChange={(event) => setWanted(event.target.value)}
        />
      </div>
      {shown.length === 0 ? (
        <EmptyNote>No series matches “{wanted}”.</EmptyNote>
      ) : (
        <SeriesTable
          coverage={shown}
          all={coverage}
          opened={opened}
          onOpen={(key) => setOpened(key === opened ? null : key)}
          mayFetch={mayFetch}
          mayJudge={mayJudge}
          onChanged={onChanged}
        />
      )}
    </div>
  );
}

function matching(coverage: readonly SeriesCoverage[], wanted: string): readonly SeriesCoverage[] {
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return coverage;
  return coverage.filter(({ series }) => {
    const name = seriesKey(series).toLowerCase();
    return words.every((word) => name.includes(word));
  });
}

function Legend() {
  return (
    <span aria-hidden="true" className="flex items-center gap-2.5 text-[11px] text-fg-3 max-sm:hidden">
      <span className="inline-flex items-center gap-1">
        <i className="size-[9px] rounded-[1px] bg-ok opacity-80" /> whole month
      </span>
      <span className="inline-flex items-center gap-1">
        <i className="hatch size-[9px] rounded-[1px]" /> candles missing
      </span>
    </span>
  );
}
