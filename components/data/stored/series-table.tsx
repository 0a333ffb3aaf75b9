"use client";

import { Fragment, useMemo } from "react";
import type { SeriesCoverage } from "../data-client.ts";
import { seriesKey } from "../format-data.ts";
import { YearScale } from "./month-bars.tsx";
import { monthScaleOf } from "./month-scale.ts";
import { SeriesDetail } from "./series-detail.tsx";
import { SeriesRow } from "./series-row.tsx";

type SeriesTableProps = {
  readonly coverage: readonly SeriesCoverage[];
  /** All series, for a timeline that a filter does not move. */
  readonly all: readonly SeriesCoverage[];
  readonly opened: string | null;
  readonly onOpen: (key: string) => void;
  readonly mayFetch: boolean;
  readonly mayJudge: boolean;
  readonly onChanged: () => void;
};

const COLUMNS = 12;

/** A line a series: when, how much, how whole, and a bar for each month. */
export function SeriesTable({ coverage, all, opened, onOpen, mayFetch, mayJudge, onChanged }: SeriesTableProps) {
  const scale = useMemo(() => monthScaleOf(all), [all]);
  return (
    <div className="min-h-[120px] flex-1 overflow-auto">
      <table className="grid-table" data-testid="series-table">
        <thead>
          <tr>
            <th className="text">Series</th>
            <th className="text w-[40%] max-sm:hidden">
              <YearScale scale={scale} />
            </th>
            <th className="text max-[1600px]:hidden">From</th>
            <th className="text max-[1600px]:hidden">To</th>
            <th className="max-sm:hidden">Rows</th>
            <th>%</th>
            <th>Gaps</th>
            <th className="max-md:hidden" title="Duplicate rows">
              Dup
            </th>
            <th className="max-md:hidden" title="Outliers: prices far from their neighbours">
              Outl
            </th>
            <th className="max-md:hidden" title="Candles without volume">
              Zero
            </th>
            <th className="max-sm:hidden">Size</th>
            <th className="text max-xl:hidden">Hash</th>
          </tr>
        </thead>
        <tbody>
          {coverage.map((entry) => {
            const key = seriesKey(entry.series);
            const isOpen = key === opened;
            return (
              <Fragment key={key}>
                <SeriesRow entry={entry} scale={scale} isOpen={isOpen} onOpen={() => onOpen(key)} />
                {isOpen ? (
                  <tr className="nested">
                    <td colSpan={COLUMNS} className="!h-auto !p-0 !text-left !whitespace-normal">
                      <SeriesDetail entry={entry} mayFetch={mayFetch} mayJudge={mayJudge} onChanged={onChanged} />
                    </td>
                  </tr>
                ) : null}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
