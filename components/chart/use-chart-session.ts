"use client";

import { useEffect, useRef, useState } from "react";
import type { Instrument } from "../../server/domain/markets/instrument.ts";
import { useDesk, useDeskState } from "../live/use-desk.tsx";
import { usePreferences } from "../preferences/preferences.ts";
import { useTradeDesk } from "../trade/trade-desk.tsx";
import type { HistoryState } from "./candles/candle-history.ts";
import { loadCandlePage } from "./chart-client.ts";
import type { ChartSettings } from "./chart-settings.ts";
import { lineOrder, movesLimit, newExitOf } from "./layers/own-lines.ts";
import { onLookChange, readLook } from "./view/chart-look.ts";
import type { ChartSession, SessionParts } from "./view/chart-session.ts";

type Wanted = { readonly instrument: Instrument; readonly settings: ChartSettings; readonly slot: string };

export type RunningChart = {
  readonly session: ChartSession | null;
  readonly state: HistoryState;
  readonly isDetached: boolean;
  /** What it shows, in a sentence. */
  readonly summary: string;
};

const LOADING: HistoryState = { kind: "loading" };

/** Keeps one chart running in its elements; another market or timeframe is another chart. The drawing code is loaded when it is needed. */
export function useChartSession(parts: SessionParts | null, { instrument, settings, slot }: Wanted): RunningChart {
  const { store } = useDesk();
  const desk = useTradeDesk();
  const preferences = usePreferences();
  const [session, setSession] = useState<ChartSession | null>(null);
  const [state, setState] = useState<HistoryState>(LOADING);
  const [isDetached, setDetached] = useState(false);
  const [summary, setSummary] = useState("");
  const { timeframe, scale, isInverted } = settings;
  const latest = useRef({ desk, preferences });
  useEffect(() => {
    latest.current = { desk, preferences };
  });

  useEffect(() => {
    if (parts === null) return;
    let made: ChartSession | null = null;
    let isGone = false;
    const begin = async () => {
      const { ChartSession: Session } = await import("./view/chart-session.ts");
      if (isGone) return;
      const { hollowUp } = latest.current.preferences;
      made = new Session(
        parts,
        { instrument, timeframe, slot },
        { look: readLook(parts.host), hollowUp },
        {
          load: (before, limit) => loadCandlePage({ instrumentId: instrument.id, timeframe, before, limit }),
          onPrices: (listener) => store.onPrices(instrument.id, listener),
          feed: () => store.read().feed,
          onState: setState,
          onDetached: setDetached,
          onSummary: setSummary,
          onMove: (lineId, price) => {
            const exit = newExitOf(lineId);
            if (exit !== null) return latest.current.desk.protect(exit.role, price, exit.positionSide);
            const { orderId, isTrigger } = lineOrder(lineId);
            const both = isTrigger && movesLimit(store.read().snapshot?.orders ?? [], orderId);
            const part = both ? { triggerPrice: price, price } : isTrigger ? { triggerPrice: price } : { price };
            latest.current.desk.amend(orderId, part);
          },
          onCancel: (lineId) => latest.current.desk.cancel(lineOrder(lineId).orderId),
          onPick:
            latest.current.desk.instrument.id === instrument.id ? (price) => latest.current.desk.pick({ price }) : null,
        },
      );
      setSession(made);
    };
    setState(LOADING);
    setDetached(false);
    begin().catch((error: unknown) => {
      if (!isGone) setState({ kind: "failed", problem: error instanceof Error ? error.message : String(error) });
    });
    return () => {
      isGone = true;
      setSession(null);
      made?.remove();
      parts.legend.replaceChildren();
    };
  }, [parts, store, instrument, timeframe, slot]);

  useEffect(() => session?.setScale(scale, isInverted), [session, scale, isInverted]);
  useRedraw(session, parts);
  useReloads(session);
  return { session, state, isDetached, summary };
}

/** Colours, sizes, hollow candles, numbers and times as the person chose them. */
function useRedraw(session: ChartSession | null, parts: SessionParts | null): void {
  const preferences = usePreferences();
  useEffect(() => {
    if (session === null || parts === null) return;
    const redraw = () => session.applyChoice({ look: readLook(parts.host), hollowUp: preferences.hollowUp });
    redraw();
    return onLookChange(redraw);
  }, [session, parts, preferences]);
}

/** What was missed while the stream was down, or skipped when the tape was wound, is read anew. */
function useReloads(session: ChartSession | null): void {
  const isOpen = useDeskState((desk) => desk.connection.state === "open");
  const isSeeking = useDeskState((desk) => desk.feed?.seekingTo != null);
  const resyncedAt = useDeskState((desk) => desk.resyncedAt);
  const isSound = isOpen && !isSeeking;
  const before = useRef({ session, isSound, resyncedAt });
  useEffect(() => {
    const last = before.current;
    before.current = { session, isSound, resyncedAt };
    if (session === null || session !== last.session || !isSound) return;
    if (!last.isSound || resyncedAt !== last.resyncedAt) void session.history.reload();
  }, [session, isSound, resyncedAt]);
}
