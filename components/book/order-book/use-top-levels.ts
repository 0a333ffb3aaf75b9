"use client";

import { useEffect, useRef, useState } from "react";
import type { Instrument } from "../../../server/domain/markets/instrument.ts";
import type { InstrumentPrices } from "../../../server/domain/markets/price-frames.ts";
import { useDesk } from "../../live/use-desk.tsx";
import { depthOf } from "../../trade/book-depth.ts";
import { type BookRow, groupLevels } from "../levels/group-levels.ts";

/** What a reader without eyes is told, and how often. */
const SHOWN = 5;
const EVERY_MS = 1_000;

export type TopLevels = {
  readonly asks: readonly BookRow[];
  readonly bids: readonly BookRow[];
  readonly last: string | null;
};

const NOTHING: TopLevels = { asks: [], bids: [], last: null };

/** The best rows of both sides as they stood at the last second. */
export function useTopLevels(instrument: Instrument, groupTicks: number): TopLevels {
  const { store } = useDesk();
  const newest = useRef<InstrumentPrices | null>(null);
  const [levels, setLevels] = useState(NOTHING);
  useEffect(() => {
    const read = () => {
      const prices = newest.current;
      if (prices === null) return;
      const rows = (side: "buy" | "sell") => {
        const texts = side === "sell" ? prices.book.asks : prices.book.bids;
        return groupLevels(side, depthOf(instrument, texts), groupTicks).slice(0, SHOWN);
      };
      setLevels({ asks: rows("sell"), bids: rows("buy"), last: prices.last });
    };
    let isFirst = true;
    const leave = store.onPrices(instrument.id, (prices) => {
      newest.current = prices;
      if (isFirst) read();
      isFirst = false;
    });
    const timer = setInterval(read, EVERY_MS);
    return () => {
      leave();
      clearInterval(timer);
      newest.current = null;
    };
  }, [store, instrument, groupTicks]);
  return levels;
}
