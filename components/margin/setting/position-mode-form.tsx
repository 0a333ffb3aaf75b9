"use client";

import { useState } from "react";
import type { Instrument } from "../../../server/domain/markets/instrument.ts";
import { isEnded } from "../../../server/domain/orders/algorithms/algorithm.ts";
import { isTerminal } from "../../../server/domain/orders/order-status.ts";
import type { PositionMode } from "../../../server/domain/positions/position-side.ts";
import type { PortfolioSnapshot } from "../../live/portfolio-snapshot.ts";
import { useDesk } from "../../live/use-desk.tsx";
import { Segments } from "../../trade/ticket/fields/chips.tsx";
import { Button } from "../../ui/button.tsx";
import { positionModeName } from "../margin-words.ts";
import { useMarginVerb } from "./use-margin-verb.ts";

const CHOICES = [
  { value: "one-way", label: "One-way" },
  { value: "hedge", label: "Hedge" },
] as const;

const MEANING: Record<PositionMode, string> = {
  "one-way": "One position, bought or sold to and fro.",
  hedge: "A long and a short position side by side, each opened and closed by orders that are meant for it.",
};

type PositionModeFormProps = {
  readonly instrument: Instrument;
  readonly snapshot: PortfolioSnapshot;
  readonly mode: PositionMode;
  /** Why nobody may change it now; null when somebody may. */
  readonly why: string | null;
  readonly onDone: () => void;
};

/** One position or two; it changes only while nothing is open and nothing works. */
export function PositionModeForm({ instrument, snapshot, mode, why, onDone }: PositionModeFormProps) {
  const { verbs } = useDesk();
  const [wanted, setWanted] = useState(mode);
  const { send, isSending, problem: answer } = useMarginVerb(onDone);
  const { id: instrumentId } = instrument;
  const problem = wanted === mode ? null : (whyNot(instrument, snapshot) ?? answer);
  const change = () => send(wanted, (request) => verbs.setPositionMode({ ...request, instrumentId, mode: wanted }));
  return (
    <section className="flex flex-col gap-2 border-t border-line-subtle pt-2.5" aria-label="Position mode">
      <Segments label="Position mode" value={wanted} choices={CHOICES} onChoose={setWanted} />
      <p className="text-fg-2">{MEANING[wanted]}</p>
      {problem === null ? null : (
        <p role="alert" className="text-danger" data-testid="mode-problem">
          {problem}
        </p>
      )}
      {wanted === mode ? null : (
        <div className="flex justify-end">
          <Button
            tone="accent"
            disabled={why !== null || isSending || whyNot(instrument, snapshot) !== null}
            title={why ?? undefined}
            onClick={change}
          >
            {isSending ? "Switching…" : `Switch to ${positionModeName(wanted).toLowerCase()} mode`}
          </Button>
        </div>
      )}
    </section>
  );
}

/** What this page knows to stand against another mode; a strategy that runs there is known to the worker. */
function whyNot({ id, name }: Instrument, { lots, orders, algorithms }: PortfolioSnapshot): string | null {
  if (lots.some(({ instrumentId }) => instrumentId === id))
    return `The position mode cannot change while a position is open in ${name}. Close it first.`;
  if (orders.some(({ instrumentId, status }) => instrumentId === id && !isTerminal(status)))
    return `Orders work in ${name}, each for a position of its mode. Cancel them first.`;
  if (algorithms.some(({ plan, progress }) => plan.instrumentId === id && !isEnded(progress.status)))
    return `An algorithm works in ${name}. Cancel it first.`;
  return null;
}
