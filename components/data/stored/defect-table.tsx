"use client";

import { useMemo, useState } from "react";
import type { DataSeries } from "../../../server/domain/markets/data-series.ts";
import { PlainTable } from "../../tables/plain-table.tsx";
import { TableTools } from "../../tables/tools/table-tools.tsx";
import { useDataTable } from "../../tables/use-data-table.ts";
import { EmptyNote } from "../../ui/panel.tsx";
import type { SeriesDescription } from "../data-client.ts";
import { formatCount } from "../format-data.ts";
import { CandleWindow } from "./candle-window.tsx";
import { defectColumns, defectId } from "./defect-columns.tsx";

type DefectTableProps = {
  readonly series: DataSeries;
  readonly description: SeriesDescription;
  readonly mayJudge: boolean;
  readonly onChanged: () => void;
};

/** Nothing is repaired by itself: each finding is looked at, then reviewed, filled or corrected. */
export function DefectTable({ series, description, mayJudge, onChanged }: DefectTableProps) {
  const { defects, defectCount } = description;
  const [looked, setLooked] = useState<string | null>(null);
  const columns = useMemo(() => {
    const onLook = (id: string) => setLooked((open) => (open === id ? null : id));
    return defectColumns({ series, mayJudge, looked, onLook, onChanged });
  }, [series, mayJudge, looked, onChanged]);
  const table = useDataTable({
    name: "data-defects",
    label: "Defects",
    columns,
    rows: defects,
    rowId: defectId,
    mode: null,
  });
  if (defectCount === 0) return <EmptyNote>No defects: no gap, duplicate, outlier or outage was found.</EmptyNote>;
  return (
    <div className="max-w-[1100px]">
      <div className="flex items-center">
        <h4 className="mr-auto font-semibold">
          Defects <span className="ml-1 font-medium text-fg-3">{formatCount(defectCount)}</span>
        </h4>
        <TableTools table={table} isCompact />
      </div>
      <PlainTable
        table={table}
        noun="defect"
        className="max-h-[320px]"
        rowClass={({ reviewedAt }) => (reviewedAt === null ? "" : "text-fg-3")}
        below={(defect) =>
          looked === defectId(defect) ? <CandleWindow series={series} defect={defect} mayJudge={mayJudge} /> : null
        }
      />
      {defectCount > defects.length ? (
        <EmptyNote>
          {formatCount(defectCount - defects.length)} more: review these first, or list all with the command{" "}
          <code>tradewind data gaps</code>.
        </EmptyNote>
      ) : null}
    </div>
  );
}
