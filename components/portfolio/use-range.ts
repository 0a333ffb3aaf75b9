"use client";

import { parseAsIsoDateTime, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useMemo } from "react";
import { RANGES, type Range, type RangeName, rangeOf } from "./ranges.ts";

const DEFAULT: RangeName = "1M";
const KEYS = { range: parseAsStringLiteral(RANGES), from: parseAsIsoDateTime, to: parseAsIsoDateTime };

export type ShownRange = {
  /** Null for one that was chosen by hand. */
  readonly name: RangeName | null;
  readonly range: Range;
  /** It ends at the present moment and goes on with it. */
  readonly isOpen: boolean;
  readonly choose: (name: RangeName) => void;
  readonly zoom: (range: Range) => void;
};

/** The range on screen, which stands in the address. `now` is where the tape stood when the page opened. */
export function useRange(now: number): ShownRange {
  const [{ range: name, from, to }, set] = useQueryStates(KEYS, { history: "push" });
  const [fromAt, toAt] = [from?.getTime() ?? null, to?.getTime() ?? null];
  return useMemo(() => {
    const isCustom = fromAt !== null && toAt !== null && fromAt < toAt;
    const shown = isCustom ? null : (name ?? DEFAULT);
    return {
      name: shown,
      range: shown === null ? { from: fromAt ?? 0, to: toAt ?? now } : rangeOf(shown, now),
      isOpen: shown !== null || (toAt ?? 0) >= now,
      choose: (next) => void set({ range: next === DEFAULT ? null : next, from: null, to: null }),
      zoom: (range) => void set({ range: null, from: new Date(range.from), to: new Date(range.to) }),
    };
  }, [name, fromAt, toAt, now, set]);
}
