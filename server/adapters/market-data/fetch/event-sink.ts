import type { EventWrite } from "../../../../db/market-data/events/event-store.ts";
import type { DataSeries } from "../../../domain/markets/data-series.ts";
import type { ImportedSeries } from "../../../domain/markets/import-report.ts";

const QUOTED = 20;

/** Counts what is written of a series, piece by piece. */
export type WrittenEvents = {
  add(piece: EventWrite, times: { readonly length: number; readonly at: Float64Array }): void;
  report(): ImportedSeries;
};

export function countWritten(series: DataSeries): WrittenEvents {
  let total: ImportedSeries = {
    series,
    rows: 0,
    firstAt: null,
    lastAt: null,
    added: 0,
    unchanged: 0,
    conflicts: 0,
    firstConflicts: [],
    corrected: 0,
  };
  return {
    add({ added, unchanged, conflicts }, { length, at }) {
      if (length === 0) return;
      const first = at[0] as number;
      const last = at[length - 1] as number;
      total = {
        ...total,
        rows: total.rows + length,
        firstAt: Math.min(total.firstAt ?? first, first),
        lastAt: Math.max(total.lastAt ?? last, last),
        added: total.added + added,
        unchanged: total.unchanged + unchanged,
        conflicts: total.conflicts + conflicts.length,
        firstConflicts: [...total.firstConflicts, ...conflicts].slice(0, QUOTED),
      };
    },
    report: () => total,
  };
}
