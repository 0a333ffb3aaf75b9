"use client";

import { useEffect, useMemo, useState } from "react";
import type { InstrumentPrices } from "../../../server/domain/markets/price-frames.ts";
import { useDesk, useWatch } from "../../live/use-desk.tsx";

const SAMPLE_MS = 500;

/** The newest prices of a few instruments, twice a second: for figures that are read, not watched. */
export function useSampledPrices(ids: readonly string[]): Readonly<Record<string, InstrumentPrices>> {
  const { store } = useDesk();
  const key = ids.join(" ");
  useWatch(useMemo(() => ({ top: key === "" ? [] : key.split(" "), deep: [] }), [key]));
  const [prices, setPrices] = useState(store.read().prices);
  useEffect(() => {
    const timer = setInterval(() => setPrices(store.read().prices), SAMPLE_MS);
    return () => clearInterval(timer);
  }, [store]);
  return prices;
}
