"use client";

import { createContext, useContext, useLayoutEffect, useRef } from "react";
import type { LiveCells, LiveFigure } from "./live-cells.ts";

const LiveCellsContext = createContext<LiveCells | null>(null);

export const LiveCellsProvider = LiveCellsContext.Provider;

/** A figure that is painted without React; a new `read` takes effect with the next painting. */
export function LiveCell({ read }: { readonly read: () => LiveFigure }) {
  const cells = useContext(LiveCellsContext);
  const ref = useRef<HTMLSpanElement>(null);
  const newest = useRef(read);
  newest.current = read;
  useLayoutEffect(() => {
    const element = ref.current;
    return element === null || cells === null ? undefined : cells.add(element, () => newest.current());
  }, [cells]);
  return <span ref={ref} className="live-cell" />;
}
