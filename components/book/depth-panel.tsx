"use client";

import { ZoomIn, ZoomOut } from "lucide-react";
import { useCallback, useEffect, useMemo, useRef } from "react";
import type { Instrument } from "../../server/domain/markets/instrument.ts";
import { useDesk, useMarketState, useWatch } from "../live/use-desk.tsx";
import { useStored } from "../preferences/preferences.ts";
import { useTradeDesk } from "../trade/trade-desk.tsx";
import { EmptyCover } from "./canvas/empty-cover.tsx";
import { type DepthSettings, DepthView } from "./depth/depth-view.ts";
import { useOwnOrders } from "./levels/use-own-orders.ts";
import { showTip, tipLines } from "./order-book/book-tip.ts";
import type { Hovered } from "./order-book/book-view.ts";
import { describeBook } from "./order-book/describe-book.ts";
import { useTopLevels } from "./order-book/use-top-levels.ts";

type DepthPanelProps = { readonly instrument: Instrument };

/** Shares of the known depth, from the whole to the middle alone. */
const SHARES = [1, 0.5, 0.25, 0.1] as const;

/** What rests on both sides up to each price. A click takes the price. */
export function DepthPanel({ instrument }: DepthPanelProps) {
  useWatch(useMemo(() => ({ top: [], deep: [instrument.id] }), [instrument.id]));
  const { store } = useDesk();
  const { pick } = useTradeDesk();
  const state = useMarketState(instrument.id);
  const own = useOwnOrders(instrument.id);
  const [kept, setStep] = useStored<number>("depth.zoom", 0);
  const step = Math.min(Math.max(Math.round(kept), 0), SHARES.length - 1);
  const share = SHARES[step] ?? 1;
  const levels = useTopLevels(instrument, 1);

  const canvas = useRef<HTMLCanvasElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const tip = useRef<HTMLDivElement>(null);
  const view = useRef<DepthView | null>(null);
  const onHover = useCallback(
    (hovered: Hovered | null) => {
      if (tip.current === null || box.current === null) return;
      showTip(tip.current, box.current, hovered === null ? null : tipLines(instrument, hovered), hovered?.y ?? 0);
    },
    [instrument],
  );
  const settings = useMemo<DepthSettings>(
    () => ({ share, own, isGreyed: state.isGreyed, onPick: pick, onHover }),
    [share, own, state.isGreyed, pick, onHover],
  );
  const latest = useRef(settings);
  useEffect(() => {
    latest.current = settings;
    view.current?.set(settings);
  }, [settings]);
  useEffect(() => {
    if (canvas.current === null) return;
    const opened = new DepthView(canvas.current, instrument, latest.current);
    view.current = opened;
    const leave = store.onPrices(instrument.id, (prices) => opened.show(prices));
    return () => {
      leave();
      opened.close();
      view.current = null;
    };
  }, [store, instrument]);
  const zoom =
    "flex size-[24px] items-center justify-center rounded-sm text-fg-3 hover:bg-hover hover:text-fg disabled:opacity-40 pointer-coarse:size-[44px]";

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex min-h-(--head) shrink-0 items-center gap-0.5 px-(--pad) text-[11px] text-fg-3">
        Cumulative size {instrument.base}
        <button
          type="button"
          className={`ml-auto ${zoom}`}
          aria-label="Show more of the book"
          disabled={step === 0}
          onClick={() => setStep(step - 1)}
        >
          <ZoomOut size={14} aria-hidden />
        </button>
        <button
          type="button"
          className={zoom}
          aria-label="Show the middle closer"
          disabled={step === SHARES.length - 1}
          onClick={() => setStep(step + 1)}
        >
          <ZoomIn size={14} aria-hidden />
        </button>
      </div>
      <div ref={box} className="relative min-h-[120px] flex-1">
        <canvas
          ref={canvas}
          role="img"
          aria-label={`Depth: ${describeBook(instrument, levels)}`}
          className="absolute inset-0 size-full cursor-crosshair touch-manipulation [font-feature-settings:'tnum','zero','cv05']"
        />
        {levels.asks.length === 0 || levels.bids.length === 0 ? (
          <EmptyCover state={state}>The book lacks a side: there is no depth to show</EmptyCover>
        ) : null}
      </div>
      <div
        ref={tip}
        hidden
        className="pointer-events-none fixed z-40 min-w-[168px] rounded-md border border-line bg-raised px-2.5 py-1.5 text-[11px] shadow-lg"
      />
    </div>
  );
}
