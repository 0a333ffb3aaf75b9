"use client";

import { useEffect, useMemo, useState } from "react";
import type { MarksFrame } from "../../../live/live-frame.ts";
import { useDesk, useSnapshot } from "../../../live/use-desk.tsx";
import { type PositionRow, type PositionTotals, positionRows, positionTotals, rowKey } from "../../position-rows.ts";
import { useOfMarket } from "../market-filter.ts";
import type { PositionsNow } from "./position-columns.tsx";

const REDRAW_MS = 1_000;

/** The newest marks once a second: order and export need no more, and the figures themselves are painted. */
function useSampledMarks(): MarksFrame | null {
  const { store } = useDesk();
  const [marks, setMarks] = useState<MarksFrame | null>(null);
  useEffect(() => {
    const read = () => setMarks(store.read().marks);
    read();
    const timer = setInterval(read, REDRAW_MS);
    return () => clearInterval(timer);
  }, [store]);
  return marks;
}

/** The positions as drawn, and how they stand at this very moment. */
export function usePositions(): { readonly rows: readonly PositionRow[] | null; readonly now: PositionsNow } {
  const { store } = useDesk();
  const snapshot = useSnapshot();
  const marks = useSampledMarks();
  const all = useMemo(() => (snapshot === null ? null : positionRows(snapshot, marks)), [snapshot, marks]);
  const rows = useOfMarket(all, (row) => row.instrument.id);
  const key = rows?.map(rowKey).join(" ") ?? "";
  const now = useMemo<PositionsNow>(() => {
    let seen: unknown[] = [];
    let byId = new Map<string, PositionRow>();
    let totals: PositionTotals | null = null;
    const shown = new Set(key.split(" "));
    const refresh = () => {
      const state = store.read();
      if (seen[0] === state.marks && seen[1] === state.snapshot) return;
      seen = [state.marks, state.snapshot];
      if (state.snapshot === null) return;
      const newest = positionRows(state.snapshot, state.marks).filter((row) => shown.has(rowKey(row)));
      byId = new Map(newest.map((row) => [rowKey(row), row]));
      totals = positionTotals(newest);
    };
    return {
      row: (drawn) => {
        refresh();
        return byId.get(rowKey(drawn)) ?? drawn;
      },
      totals: () => {
        refresh();
        return totals;
      },
    };
  }, [store, key]);
  return { rows, now };
}
