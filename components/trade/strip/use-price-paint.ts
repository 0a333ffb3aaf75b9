"use client";

import { type RefCallback, useCallback } from "react";
import type { InstrumentPrices } from "../../../server/domain/markets/price-frames.ts";
import { forgetPaint, paintSoon } from "../../live/prices/paint-loop.ts";
import { useDesk } from "../../live/use-desk.tsx";

export type PricePaint = (element: HTMLElement, prices: InstrumentPrices | null) => void;

/** Has an element painted with each new price, past React; give it the same function while it means the same. */
export function usePricePaint(instrumentId: string, paint: PricePaint): RefCallback<HTMLElement> {
  const { store } = useDesk();
  return useCallback(
    (element: HTMLElement | null) => {
      if (element === null) return;
      let newest: InstrumentPrices | null = null;
      const draw = () => paint(element, newest);
      draw();
      const stop = store.onPrices(instrumentId, (prices) => {
        newest = prices;
        paintSoon(draw);
      });
      return () => {
        stop();
        forgetPaint(draw);
      };
    },
    [store, instrumentId, paint],
  );
}
