"use client";

import { useCallback, useEffect, useMemo, useRef } from "react";
import type { Instrument } from "../../server/domain/markets/instrument.ts";
import { useDesk, useMarketState, useWatch } from "../live/use-desk.tsx";
import { useTradeDesk } from "../trade/trade-desk.tsx";
import { EmptyCover } from "./canvas/empty-cover.tsx";
import { useOwnOrders } from "./levels/use-own-orders.ts";
import { BookKeys } from "./order-book/book-keys.tsx";
import type { BookHit } from "./order-book/book-layout.ts";
import { showTip, tipLines } from "./order-book/book-tip.ts";
import { BookToolbar } from "./order-book/book-toolbar.tsx";
import { type BookSettings, BookView, type Hovered } from "./order-book/book-view.ts";
import { describeBook } from "./order-book/describe-book.ts";
import { useBookSettings } from "./order-book/use-book-settings.ts";
import { useTopLevels } from "./order-book/use-top-levels.ts";

type BookPanelProps = { readonly instrument: Instrument };

/** The order book: a price goes to the ticket's price, a size to its size, a sum to an order that takes all up to there. */
export function BookPanel({ instrument }: BookPanelProps) {
  useWatch(useMemo(() => ({ top: [], deep: [instrument.id] }), [instrument.id]));
  const { store } = useDesk();
  const { pick } = useTradeDesk();
  const state = useMarketState(instrument.id);
  const own = useOwnOrders(instrument.id);
  const { mode, setMode, groupTicks, setGroup } = useBookSettings(instrument.id);
  const levels = useTopLevels(instrument, groupTicks);

  const canvas = useRef<HTMLCanvasElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const tip = useRef<HTMLDivElement>(null);
  const view = useRef<BookView | null>(null);
  const onHover = useCallback(
    (hovered: Hovered | null) => {
      if (tip.current === null || box.current === null) return;
      showTip(tip.current, box.current, hovered === null ? null : tipLines(instrument, hovered), hovered?.y ?? 0);
    },
    [instrument],
  );
  const settings = useMemo<BookSettings>(
    () => ({ mode, groupTicks, own, isGreyed: state.isGreyed, onPick: pick, onHover }),
    [mode, groupTicks, own, state.isGreyed, pick, onHover],
  );
  const latest = useRef(settings);
  useEffect(() => {
    latest.current = settings;
    view.current?.set(settings);
  }, [settings]);
  useEffect(() => {
    if (canvas.current === null) return;
    const opened = new BookView(canvas.current, instrument, latest.current);
    view.current = opened;
    const leave = store.onPrices(instrument.id, (prices) => opened.show(prices));
    return () => {
      leave();
      opened.close();
      view.current = null;
    };
  }, [store, instrument]);
  const onFocus = useCallback((hit: BookHit | null) => view.current?.focus(hit), []);
  const isEmpty = levels.asks.length === 0 && levels.bids.length === 0;

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <BookToolbar {...{ instrument, mode, groupTicks }} onMode={setMode} onGroup={setGroup} />
      <div className="flex min-h-[20px] shrink-0 items-center px-(--pad) text-[11px] text-fg-3" aria-hidden="true">
        <span className="w-[36%] truncate">Price</span>
        <span className="w-[31%] truncate text-right">Size {instrument.base}</span>
        <span className="flex-1 truncate text-right">Sum {instrument.base}</span>
      </div>
      <div ref={box} className="relative min-h-[160px] flex-1">
        <canvas
          ref={canvas}
          role="img"
          aria-label={describeBook(instrument, levels)}
          className="absolute inset-0 size-full [font-feature-settings:'tnum','zero','cv05'] touch-manipulation"
        />
        {isEmpty ? <EmptyCover state={state}>This feed shows no order book</EmptyCover> : null}
      </div>
      <BookKeys {...{ instrument, levels, onFocus }} onPick={pick} />
      <div
        ref={tip}
        hidden
        className="pointer-events-none fixed z-40 min-w-[168px] rounded-md border border-line bg-raised px-2.5 py-1.5 text-[11px] shadow-lg"
      />
    </div>
  );
}
