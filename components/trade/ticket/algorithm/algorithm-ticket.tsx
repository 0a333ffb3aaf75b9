"use client";

import { type FormEvent, type ReactNode, useState } from "react";
import { formatQuantity, type Instrument } from "../../../../server/domain/markets/instrument.ts";
import { ALGORITHM_KINDS } from "../../../../server/domain/orders/algorithms/algorithm.ts";
import { orderVerb } from "../../../live/hedged.ts";
import { useCommand } from "../../../live/use-command.ts";
import { useDesk, useFrozen, useSnapshot } from "../../../live/use-desk.tsx";
import { Button } from "../../../ui/button.tsx";
import { groupDigits } from "../../../ui/format-decimal.ts";
import { ALGORITHM_NAMES } from "../../algorithm-words.ts";
import { UntilField } from "../condition/until-field.tsx";
import { Segments } from "../fields/chips.tsx";
import { NumberField } from "../fields/number-field.tsx";
import { AvailableFigure } from "../fields/ticket-figures.tsx";
import { HaltedNote } from "../halted-note.tsx";
import type { TicketDraft } from "../reading/read-ticket.ts";
import { TicketFoot } from "../ticket-foot.tsx";
import type { OrderEntry } from "../use-order-entry.ts";
import { whyBlocked } from "../why-blocked.ts";
import { AlgorithmCost } from "./algorithm-cost.tsx";
import {
  type AlgorithmDraft,
  type AlgorithmField,
  BLANK_ALGORITHM,
  isTimed,
  readAlgorithm,
} from "./algorithm-draft.ts";
import { describeAlgorithm } from "./describe-algorithm.ts";
import { stepText } from "./step-text.ts";

const KINDS = ALGORITHM_KINDS.map((value) => ({ value, label: ALGORITHM_NAMES[value] }));
const PROFILES = [
  { value: "history", label: "Volume of past days" },
  { value: "flat", label: "Flat" },
] as const;

type AlgorithmTicketProps = {
  readonly instrument: Instrument;
  /** Its side, and in hedge mode its position, hold here too. */
  readonly draft: TicketDraft;
  readonly entry: Pick<OrderEntry, "positionSide" | "touch" | "spent" | "availableUnits" | "mode">;
  /** Side and order types, as on every ticket. */
  readonly header: ReactNode;
};

/** Starts an algorithm: a large order worked as many small ones. */
export function AlgorithmTicket({ instrument, draft: ticket, entry, header }: AlgorithmTicketProps) {
  const { side } = ticket;
  const { positionSide } = entry;
  const { verbs } = useDesk();
  const frozen = useFrozen();
  const snapshot = useSnapshot();
  const command = useCommand();
  const [draft, setDraft] = useState<AlgorithmDraft>(BLANK_ALGORITHM);
  /** What was started last. */
  const [started, setStarted] = useState<string | null>(null);
  const [hasTried, setHasTried] = useState(false);
  const { text, parsed, problem } = readAlgorithm(instrument.id, side, draft, positionSide);
  const block = whyBlocked(snapshot, frozen, instrument);
  const change = (part: Partial<AlgorithmDraft>) => setDraft({ ...draft, ...part });
  const field = (name: AlgorithmField & keyof AlgorithmDraft, label: string, unit: string, step: string) => (
    <NumberField
      label={label}
      unit={unit}
      value={String(draft[name])}
      problem={problem?.field === name && (hasTried || draft[name] !== "") ? problem.message : undefined}
      onChange={(value) => change({ [name]: value })}
      onStep={(steps) => change({ [name]: stepText(String(draft[name]), step, steps) })}
    />
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setHasTried(true);
    if (parsed === null || block !== null) return;
    command.send(async (request) => {
      setStarted(null);
      const answer = await verbs.startAlgorithm({ ...request, ...text });
      if (answer.kind === "done") setStarted(line);
      return answer;
    });
  };
  const { kind } = draft;
  const verb = orderVerb({ side, isReduceOnly: text.isReduceOnly, positionSide });
  const size = parsed === null ? "" : `${groupDigits(formatQuantity(instrument, parsed.quantityLots))} `;
  const line = `${ALGORITHM_NAMES[kind]}: ${verb} ${size}${instrument.base}`;
  return (
    <form
      aria-label="Algorithm ticket"
      noValidate
      className="flex min-h-0 flex-1 scroll-pb-14 flex-col gap-[6px] overflow-auto p-2.5"
      onSubmit={submit}
    >
      {header}
      <div className="flex items-center justify-between gap-2 text-[11px] text-fg-3">
        <AvailableFigure units={entry.availableUnits} currency={entry.spent} />
      </div>
      <Segments
        label="Algorithm"
        value={kind}
        choices={KINDS}
        onChoose={(value) => {
          change({ kind: value });
          setHasTried(false); // Its own fields have not been tried yet.
        }}
      />
      {field("quantity", "Size", instrument.base, instrument.lot)}
      {field("limitPrice", kind === "iceberg" ? "Rests at" : "Limit (optional)", instrument.quote, instrument.tick)}
      {isTimed(kind) ? (
        <>
          {field("minutes", "Duration", "minutes", "1")}
          {field("slices", "Slices", "", "1")}
        </>
      ) : null}
      {kind === "vwap" ? (
        <Segments
          label="Volume profile"
          value={draft.profile}
          choices={PROFILES}
          onChoose={(profile) => change({ profile })}
        />
      ) : null}
      {kind === "iceberg" ? field("visible", "Shows", instrument.base, instrument.lot) : null}
      {kind === "pov" ? field("ratePercent", "Share of volume", "%", "1") : null}
      {field("randomPercent", "Randomness", "%", "5")}
      <UntilField
        until={draft.until}
        onChange={(until) => change({ until })}
        problem={problem?.field === "until" ? problem.message : undefined}
      />
      {positionSide === null ? (
        <label className="flex min-h-[24px] items-center gap-1.5 text-[11px] text-fg-2 pointer-coarse:min-h-[44px]">
          <input
            type="checkbox"
            checked={draft.isReduceOnly}
            onChange={(event) => change({ isReduceOnly: event.target.checked })}
          />
          Reduce only
        </label>
      ) : null}
      <p className="text-[11px] text-fg-2" data-testid="algorithm-words">
        {parsed === null
          ? "It lives in the worker, and sends only while the desk runs."
          : describeAlgorithm(instrument, parsed)}
      </p>
      <AlgorithmCost
        instrument={instrument}
        lots={parsed?.quantityLots ?? null}
        limitTicks={parsed?.limitTicks ?? null}
        touchTicks={side === "buy" ? entry.touch.ask : entry.touch.bid}
      />
      <TicketFoot>
        <Button
          type="submit"
          size="large"
          tone={side}
          disabled={block !== null || command.isWaiting}
          aria-describedby={block === null ? undefined : "algorithm-block"}
        >
          {command.isWaiting ? "Starting…" : `Start ${line}${entry.mode === "paper" ? " (paper)" : ""}`}
        </Button>
        {block === null ? null : (
          <p id="algorithm-block" className="text-[11px] text-warn">
            {block}
          </p>
        )}
        <HaltedNote instrument={instrument} />
        <div role="status">
          {started === null ? null : (
            <p className="rounded-md border border-up/40 px-2 py-1.5 text-[12px] text-up">
              <span aria-hidden="true">✓ </span>
              {started} has started. “Algos” shows how far it is.
            </p>
          )}
        </div>
      </TicketFoot>
    </form>
  );
}
