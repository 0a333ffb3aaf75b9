"use client";

import { type KeyboardEvent, useEffect, useState } from "react";
import type { Timeframe } from "../../server/domain/time/timeframe.ts";
import { timeframeLabel, typedTimeframe } from "./timeframe-words.ts";

const FORGOTTEN_MS = 3_000;
const TYPED_MAX = 4;

export type ChartKeys = {
  /** What has been typed so far, and what it would mean. */
  readonly typed: string;
  readonly meaning: string;
  readonly onKeyDown: (event: KeyboardEvent) => void;
};

type ChartKeyActions = {
  readonly onTimeframe: (timeframe: Timeframe) => void;
  /** With the first letter of a market's name; null while letters are the terminal's own keys. */
  readonly onSearch: () => ((letter: string) => void) | null;
};

/** Digits and Enter in a chart that has the focus: `15⏎`, `4h⏎`; letters look for a market. */
export function useChartKeys({ onTimeframe, onSearch }: ChartKeyActions): ChartKeys {
  const [typed, setTyped] = useState("");
  useEffect(() => {
    if (typed === "") return;
    const timer = setTimeout(() => setTyped(""), FORGOTTEN_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  const meant = typedTimeframe(typed);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return;
    const isDigit = /^\d$/.test(event.key);
    const search = typed === "" && /^[a-z]$/.test(event.key) && !event.repeat ? onSearch() : null;
    const isUnit = typed !== "" && /^[mhdMHD]$/.test(event.key);
    if (search !== null) search(event.key);
    else if (isDigit || isUnit) setTyped(`${typed}${event.key}`.slice(-TYPED_MAX));
    else if (typed !== "" && event.key === "Backspace") setTyped(typed.slice(0, -1));
    else if (typed !== "" && event.key === "Escape") setTyped("");
    else if (typed !== "" && event.key === "Enter") {
      if (meant !== null) onTimeframe(meant);
      setTyped("");
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const meaning = typed === "" ? "" : meant === null ? "no such timeframe" : `${timeframeLabel(meant)} ⏎`;
  return { typed, meaning, onKeyDown };
}
