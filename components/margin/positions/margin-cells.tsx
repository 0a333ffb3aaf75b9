"use client";

import { useMemo } from "react";
import { findInstrument } from "../../../server/domain/markets/listed-instruments.ts";
import type { DeskState } from "../../live/desk-store.ts";
import { useDesk, useDeskState } from "../../live/use-desk.tsx";
import type { LiveFigure } from "../../tables/stream/live-cells.ts";
import { UNKNOWN } from "../../ui/format-decimal.ts";
import { marginView, openMargin } from "../margin-view.ts";
import { liquidationWords } from "../margin-words.ts";

/** Nearer than this, in percent, it is to be seen. */
const NEAR_PERCENT = 10;

/** Where the venue would close a position, and how far the mark is from there. */
export function liquidationFigure({ snapshot, marks }: DeskState, instrumentId: string): LiveFigure {
  const instrument = findInstrument(instrumentId);
  const view = instrument === undefined || snapshot === null ? null : marginView(instrument, { snapshot, marks });
  const open = view === null ? null : openMargin(view);
  if (instrument === undefined || open === null) return { text: UNKNOWN, value: null, tone: "muted" };
  if (!open.isKnown) return { text: UNKNOWN, value: null, tone: "muted", title: "No mark yet" };
  const { liquidation } = open;
  if (liquidation === null)
    return { text: "none", value: null, tone: "muted", title: "Nothing it could lose is enough" };
  const title = "The mark at which the venue closes the position, and how far the mark is from there";
  const tone = liquidation.percent < NEAR_PERCENT ? "down" : "plain";
  return { text: liquidationWords(instrument, liquidation), value: liquidation.percent, tone, title };
}

const TONES = { up: "text-up", down: "text-down", flat: "text-flat", muted: "text-fg-3", plain: "" } as const;

export function LiquidationCell({ instrumentId }: { readonly instrumentId: string }) {
  const { store } = useDesk();
  const words = useDeskState((state) => {
    const { text, tone } = liquidationFigure(state, instrumentId);
    return `${text}|${tone}`;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: it changes with its words.
  const { text, tone, title } = useMemo(
    () => liquidationFigure(store.read(), instrumentId),
    [store, instrumentId, words],
  );
  return (
    <span className={TONES[tone]} title={title} data-testid="liquidation">
      {text}
    </span>
  );
}
