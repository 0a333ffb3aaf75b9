"use client";

import { type FormEvent, useState } from "react";
import { findInstrument } from "../../server/domain/markets/listed-instruments.ts";
import type { LegRole } from "../../server/domain/orders/contingency/contingency.ts";
import { ask, deskClient } from "../access/desk-client.ts";
import { useCommand } from "../live/use-command.ts";
import { useSnapshot } from "../live/use-desk.tsx";
import { NumberField } from "../trade/ticket/fields/number-field.tsx";
import { steppedPrice } from "../trade/ticket/fields/price-field.tsx";
import { cleanNumber } from "../trade/ticket/reading/read-number.ts";
import { Button } from "../ui/button.tsx";
import { NothingLeft, OpenDialog } from "../ui/open-dialog.tsx";
import { LegsOutlook } from "./legs-outlook.tsx";
import { draftOf, hasOwnLimit, type LegPair, type LegsDraft, legPairOf, readLegs } from "./read-legs.ts";

type LegsDialogProps = { readonly groupId: string; readonly onClose: () => void };

/** Stop and target of one bracket or OCO, changed by one command: both of them, or neither. */
export function LegsDialog({ groupId, onClose }: LegsDialogProps) {
  const snapshot = useSnapshot();
  const pair = snapshot === null ? null : legPairOf(snapshot.orders, groupId);
  return (
    <OpenDialog title="Stop and target" onClose={onClose}>
      {pair === null ? (
        <NothingLeft why="One of the two has fired or ended. Change the other in its row." onClose={onClose} />
      ) : (
        <LegsForm pair={pair} onClose={onClose} />
      )}
    </OpenDialog>
  );
}

type LegsFormProps = { readonly pair: LegPair; readonly onClose: () => void };

function LegsForm({ pair, onClose }: LegsFormProps) {
  const instrument = findInstrument(pair.stop.instrumentId);
  const { isWaiting, send } = useCommand();
  const [draft, setDraft] = useState<LegsDraft | null>(instrument === undefined ? null : draftOf(instrument, pair));
  if (instrument === undefined || draft === null) return null;
  const clean = (role: LegRole) => ({
    trigger: cleanNumber(draft[role].trigger),
    limit: cleanNumber(draft[role].limit),
  });
  const reading = readLegs(instrument, pair, { stop: clean("stop"), target: clean("target") });
  const problems = "problems" in reading ? reading.problems : {};
  const changes = "changes" in reading ? reading.changes : [];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (changes.length === 0) return;
    send((request) => ask(() => deskClient.orders.amendLegs.mutate({ ...request, legs: [...changes] })));
    onClose();
  };
  const field = (role: LegRole, part: "trigger" | "limit", label: string) => {
    const change = (text: string) => setDraft({ ...draft, [role]: { ...draft[role], [part]: text } });
    return (
      <NumberField
        label={label}
        unit={instrument.quote}
        value={draft[role][part]}
        problem={part === "trigger" ? problems[role] : undefined}
        onChange={change}
        onStep={(steps) => {
          const next = steppedPrice(instrument, cleanNumber(draft[role][part]), { bid: 0, ask: 0 }, steps);
          if (next !== null) change(next);
        }}
      />
    );
  };
  return (
    <form className="flex flex-col gap-2.5" onSubmit={submit} aria-label={`Stop and target in ${instrument.name}`}>
      {field("stop", "trigger", "Stop")}
      {hasOwnLimit(pair.stop) ? field("stop", "limit", "Stop's limit") : null}
      {field("target", "trigger", "Target")}
      {hasOwnLimit(pair.target) ? field("target", "limit", "Target's limit") : null}
      <LegsOutlook instrument={instrument} pair={pair} levels={"levels" in reading ? reading.levels : null} />
      <p className="text-fg-3">Both change in one command, or neither does.</p>
      <div className="mt-1 flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>Leave</Button>
        <Button
          type="submit"
          tone="accent"
          disabled={changes.length === 0 || isWaiting}
          title={changes.length === 0 ? "Write another price first" : undefined}
        >
          Change stop and target
        </Button>
      </div>
    </form>
  );
}
