"use client";

import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Instrument } from "../../../server/domain/markets/instrument.ts";
import type { InstrumentPrices } from "../../../server/domain/markets/price-frames.ts";
import { useDesk } from "../../live/use-desk.tsx";
import { ticksOf } from "../../trade/book-depth.ts";
import { readTheme, watchTheme } from "../canvas/canvas-theme.ts";
import { hasDrifted, ladderPrices } from "./ladder-rows.ts";

export type LadderWindow = {
  /** Prices of the rows in ticks, highest first; they stay where they are until the ladder is centred anew. */
  readonly prices: readonly number[];
  readonly rowPx: number;
  readonly recentre: () => void;
};

function middleOf(instrument: Instrument, prices: InstrumentPrices | null): number | null {
  const [bid, ask] = [ticksOf(instrument, prices?.bid), ticksOf(instrument, prices?.ask)];
  if (bid !== null && ask !== null) return Math.floor((bid + ask) / 2);
  return bid ?? ask ?? ticksOf(instrument, prices?.last ?? prices?.mark);
}

/** Which prices the ladder shows. It follows the market only when told to, and never while the pointer is on it. */
export function useLadderWindow(
  instrument: Instrument,
  groupTicks: number,
  isFollowing: boolean,
  body: RefObject<HTMLElement | null>,
): LadderWindow {
  const { store } = useDesk();
  const newest = useRef<InstrumentPrices | null>(null);
  const [{ rows, rowPx }, setSize] = useState({ rows: 0, rowPx: 20 });
  const [centre, setCentre] = useState<number | null>(null);
  const prices = useMemo(
    () => (centre === null || rows === 0 ? [] : ladderPrices(centre, rows, groupTicks)),
    [centre, rows, groupTicks],
  );
  const recentre = useCallback(() => setCentre(middleOf(instrument, newest.current)), [instrument]);

  useEffect(() => {
    const element = body.current;
    if (element === null) return;
    const measure = () => {
      const { rowPx } = readTheme(element);
      setSize({ rows: Math.max(3, Math.floor(element.clientHeight / rowPx)), rowPx });
    };
    const sizes = new ResizeObserver(measure);
    sizes.observe(element);
    const leave = watchTheme(measure);
    return () => {
      sizes.disconnect();
      leave();
    };
  }, [body]);

  useEffect(
    () =>
      store.onPrices(instrument.id, (known) => {
        newest.current = known;
        const middle = middleOf(instrument, known);
        if (middle === null) return;
        setCentre((before) => {
          if (before === null) return middle;
          const isBusy = body.current?.matches(":hover, :has(:focus-visible)") ?? false;
          return isFollowing && !isBusy && hasDrifted(prices, middle) ? middle : before;
        });
      }),
    [store, instrument, isFollowing, prices, body],
  );
  return { prices, rowPx, recentre };
}
