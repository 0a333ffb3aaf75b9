"use client";

import { useMemo } from "react";
import { seriesName } from "../../../server/domain/markets/data-series.ts";
import { PlainTable } from "../../tables/plain-table.tsx";
import { TableTools } from "../../tables/tools/table-tools.tsx";
import { useDataTable } from "../../tables/use-data-table.ts";
import type { SeriesCoverage } from "../data-client.ts";
import { monthScaleOf } from "./month-scale.ts";
import { type OpenedSeries, seriesColumns } from "./series-columns.tsx";
import { SeriesDetail } from "./series-detail.tsx";

type SeriesTableProps = {
  readonly coverage: readonly SeriesCoverage[];
  readonly opened: OpenedSeries;
  readonly mayFetch: boolean;
  readonly mayJudge: boolean;
  readonly onChanged: () => void;
};

/** A line a series; what is wrong in one and was put right opens below it. */
export function SeriesTable({ coverage, opened, mayFetch, mayJudge, onChanged }: SeriesTableProps) {
  const columns = useMemo(() => seriesColumns(monthScaleOf(coverage), opened), [coverage, opened]);
  const table = useDataTable({
    name: "data-series",
    label: "Series",
    columns,
    rows: coverage,
    rowId: ({ series }) => seriesName(series),
    mode: null,
  });
  return (
    <>
      <div className="flex min-h-(--head) shrink-0 flex-wrap items-center gap-2 border-y border-line-subtle px-(--pad)">
        <h3 className="text-[12px] font-semibold">
          Series <span className="ml-1 font-medium text-fg-3">{coverage.length}</span>
        </h3>
        <Legend />
        <input
          type="search"
          aria-label="Filter series"
          placeholder="Filter, e.g. btc 1h"
          value={table.layout.text}
          maxLength={60}
          className="ml-auto h-[22px] w-[150px] rounded-sm border border-line bg-canvas px-2 text-[11px] placeholder:text-fg-3 pointer-coarse:h-[44px] pointer-coarse:text-[16px]"
          onChange={(event) => table.change({ text: event.target.value })}
        />
        <span className="flex items-center">
          <TableTools table={table} isCompact />
        </span>
      </div>
      <PlainTable
        table={table}
        noun="series"
        className="min-h-[120px] flex-1"
        rowClass={({ series }) => (seriesName(series) === opened.name ? "bg-selected" : "")}
        below={(entry) =>
          seriesName(entry.series) === opened.name ? (
            <SeriesDetail entry={entry} mayFetch={mayFetch} mayJudge={mayJudge} onChanged={onChanged} />
          ) : null
        }
      />
    </>
  );
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
