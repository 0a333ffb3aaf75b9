"use client";

import { useMemo } from "react";
import type { Instrument } from "../../../server/domain/markets/instrument.ts";
import type { PositionSide } from "../../../server/domain/positions/position-side.ts";
import type { DeskState } from "../../live/desk-store.ts";
import { useDesk, useDeskState } from "../../live/use-desk.tsx";
import type { LiveFigure } from "../../tables/stream/live-cells.ts";
import { UNKNOWN } from "../../ui/format-decimal.ts";
import { marginView, openMargin } from "../margin-view.ts";
import { liquidationWords } from "../margin-words.ts";

/** Nearer than this, in percent, it is to be seen. */
const NEAR_PERCENT = 10;

type Held = { readonly instrument: Instrument; readonly positionSide: PositionSide | null };

/** Where the venue would close a position, and how far the mark is from there. */
export function liquidationFigure({ snapshot, marks }: DeskState, { instrument, positionSide }: Held): LiveFigure {
  const view = snapshot === null ? null : marginView(instrument, { snapshot, marks }, positionSide);
  const open = view === null ? null : openMargin(view);
  if (view === null || open === null) return { text: UNKNOWN, value: null, tone: "muted" };
  if (!open.isKnown) return { text: UNKNOWN, value: null, tone: "muted", title: "No mark yet" };
  const { liquidation } = open;
  if (liquidation === null)
    return { text: "none", value: null, tone: "muted", title: "Nothing it could lose is enough" };
  const title =
    view.paired === null
      ? "The mark at which the venue closes the position, and how far the mark is from there"
      : "Long and short stand behind each other: the mark at which the venue begins to close them, and how far the mark is from there";
  const tone = liquidation.percent < NEAR_PERCENT ? "down" : "plain";
  return { text: liquidationWords(instrument, liquidation), value: liquidation.percent, tone, title };
}

const TONES = { up: "text-up", down: "text-down", flat: "text-flat", muted: "text-fg-3", plain: "" } as const;

export function LiquidationCell({ instrument, positionSide }: Held) {
  const { store } = useDesk();
  const words = useDeskState((state) => {
    const { text, tone } = liquidationFigure(state, { instrument, positionSide });
    return `${text}|${tone}`;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: it changes with its words.
  const { text, tone, title } = useMemo(
    () => liquidationFigure(store.read(), { instrument, positionSide }),
    [store, instrument, positionSide, words],
  );
  return (
    <span className={TONES[tone]} title={title} data-testid="liquidation">
      {text}
    </span>
  );
}
