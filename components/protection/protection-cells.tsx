"use client";

import type { DeskState } from "../live/desk-store.ts";
import { useDesk, useDeskState, useNow } from "../live/use-desk.tsx";
import type { LiveFigure } from "../tables/stream/live-cells.ts";
import { coveredFigure, proofFigure, stopFigure } from "./protection-figures.ts";

const TONES = { up: "text-up", down: "text-down", flat: "text-flat", muted: "text-fg-3", plain: "" } as const;

const PLACED = /^\d+% (worker|venue|both)$/;

type FigureProps = { readonly read: (state: DeskState, now: number) => LiveFigure; readonly testId?: string };

/** Drawn anew when its words change, and looked at once a second even when nothing is heard any more. */
function Figure({ read, testId }: FigureProps) {
  const { store } = useDesk();
  const now = useNow(1_000) ?? Date.now();
  useDeskState((state) => `${read(state, now).text}|${read(state, now).tone}`);
  const { text, tone, title } = read(store.read(), now);
  const [share = "", place] = PLACED.test(text) ? text.split(" ") : [text];
  return (
    <span className={TONES[tone]} title={title} data-testid={testId}>
      {share}
      {/* A phone shows the share in the table and the place in the row's sheet. */}
      {place === undefined ? null : <span className="in-[[role=row]]:max-sm:hidden"> {place}</span>}
    </span>
  );
}

type CellProps = { readonly positionId: string; readonly isMoneyHidden?: boolean };

export const CoveredCell = ({ positionId }: CellProps) => (
  <Figure read={(state, now) => coveredFigure(state, positionId, now)} testId="covered" />
);

export const StopCell = ({ positionId, isMoneyHidden = false }: CellProps) => (
  <Figure read={(state) => stopFigure(state, positionId, isMoneyHidden)} testId="to-stop" />
);

export const ProofCell = ({ positionId }: CellProps) => (
  <Figure read={(state, now) => proofFigure(state, positionId, now)} />
);
