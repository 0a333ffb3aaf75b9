"use client";

import { useEffect, useMemo, useRef } from "react";
import type { Instrument } from "../../server/domain/markets/instrument.ts";
import { useDesk, useMarketState, useSnapshot, useWatch } from "../live/use-desk.tsx";
import { useTradeDesk } from "../trade/trade-desk.tsx";
import { formatClock } from "../ui/format-time.ts";
import { EmptyCover } from "./canvas/empty-cover.tsx";
import { TapeToolbar } from "./tape/tape-toolbar.tsx";
import { type TapeSettings, TapeView } from "./tape/tape-view.ts";
import { useTapeChoice } from "./tape/use-tape-choice.ts";
import { useTapeDigest } from "./tape/use-tape-digest.ts";

type TapePanelProps = { readonly instrument: Instrument };

/** Public trades as they happen, the newest on top, or the portfolio's own. A click takes the price. */
export function TapePanel({ instrument }: TapePanelProps) {
  useWatch(useMemo(() => ({ top: [], deep: [instrument.id] }), [instrument.id]));
  const { store } = useDesk();
  const { pick } = useTradeDesk();
  const { isGreyed, ...state } = useMarketState(instrument.id);
  const fills = useSnapshot()?.fills;
  const [choice, setChoice] = useTapeChoice(instrument.id);
  const { newest, skipped } = useTapeDigest(instrument.id);

  const canvas = useRef<HTMLCanvasElement>(null);
  const view = useRef<TapeView | null>(null);
  const { isMine, isAggregated, largeLots } = choice;
  const settings = useMemo<TapeSettings>(
    () => ({ isAggregated, largeLots, fills: isMine ? (fills ?? []) : null, isGreyed, onPick: pick }),
    [isAggregated, largeLots, isMine, fills, isGreyed, pick],
  );
  const latest = useRef(settings);
  useEffect(() => {
    latest.current = settings;
    view.current?.set(settings);
  }, [settings]);
  useEffect(() => {
    if (canvas.current === null) return;
    const opened = new TapeView(canvas.current, instrument, () => store.tapeOf(instrument.id), latest.current);
    view.current = opened;
    const leave = store.onPrices(instrument.id, ({ trades }) => {
      if (trades.length > 0) opened.refresh();
    });
    return () => {
      leave();
      opened.close();
      view.current = null;
    };
  }, [store, instrument]);
  const own = fills?.filter((fill) => fill.instrumentId === instrument.id).length ?? 0;
  const isEmpty = isMine ? own === 0 : newest.length === 0;
  const last = newest[0];

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <TapeToolbar {...{ instrument, choice }} onChoice={setChoice} />
      <div className="flex min-h-[20px] shrink-0 items-center px-(--pad) text-[11px] text-fg-3" aria-hidden="true">
        <span className="w-[36%] truncate">Price</span>
        <span className="w-[31%] truncate text-right">Size {instrument.base}</span>
        <span className="flex-1 truncate text-right">Time</span>
      </div>
      <div className="relative min-h-[120px] flex-1 overflow-hidden">
        <canvas
          ref={canvas}
          role="img"
          aria-label={
            last === undefined
              ? `Trades of ${instrument.name}: none yet`
              : `Trades of ${instrument.name}: last ${last.side} ${last.quantity} at ${last.price}, ${formatClock(last.at)}`
          }
          className="absolute inset-0 size-full touch-manipulation [font-feature-settings:'tnum','zero','cv05']"
        />
        {isEmpty ? (
          <EmptyCover state={{ ...state, isGreyed }}>
            {isMine ? `No fills of yours in ${instrument.name} yet` : "No trade has come yet"}
          </EmptyCover>
        ) : null}
      </div>
      {skipped > 0 && !isMine ? (
        <p className="shrink-0 px-(--pad) py-0.5 text-[10px] text-fg-3">
          {skipped} trades not shown: they came too fast
        </p>
      ) : null}
      <table className="sr-only">
        <caption>Last trades of {instrument.name}</caption>
        <thead>
          <tr>
            <th>Side</th>
            <th>Price</th>
            <th>Size {instrument.base}</th>
            <th>Time</th>
          </tr>
        </thead>
        <tbody>
          {newest.map((print) => (
            <tr key={print.number}>
              <td>{print.side}</td>
              <td>{print.price}</td>
              <td>{print.quantity}</td>
              <td>{formatClock(print.at)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
