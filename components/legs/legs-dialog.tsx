"use client";

import { Dialog as Radix } from "radix-ui";
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
import { LegsOutlook } from "./legs-outlook.tsx";
import { draftOf, hasOwnLimit, type LegPair, type LegsDraft, legPairOf, readLegs } from "./read-legs.ts";

type LegsDialogProps = { readonly groupId: string; readonly onClose: () => void };

/** Stop and target of one bracket or OCO, changed by one command: both of them, or neither. */
export function LegsDialog({ groupId, onClose }: LegsDialogProps) {
  const snapshot = useSnapshot();
  const pair = snapshot === null ? null : legPairOf(snapshot.orders, groupId);
  return (
    <Radix.Root open onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/60" />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-24px)] w-[min(380px,calc(100vw-24px))] -translate-x-1/2 -translate-y-1/2 flex-col gap-3 overflow-y-auto rounded-xl border border-line bg-raised p-4 text-[12px] shadow-[0_8px_24px_rgb(0_0_0/.32)]"
        >
          <Radix.Title className="text-[15px] font-semibold">Stop and target</Radix.Title>
          {pair === null ? (
            <>
              <p className="text-fg-2">One of the two has fired or ended. Change the other in its row.</p>
              <div className="flex justify-end">
                <Button autoFocus onClick={onClose}>
                  Close
                </Button>
              </div>
            </>
          ) : (
            <LegsForm pair={pair} onClose={onClose} />
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
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
