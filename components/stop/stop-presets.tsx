"use client";

import { type FormEvent, type ReactNode, useRef, useState } from "react";
import type { StopAction } from "../../server/domain/kill-switch/stop.ts";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/text-field.tsx";
import { HoldButton } from "./hold-button.tsx";
import type { Reach } from "./stop-facts.ts";
import { plural } from "./stop-words.ts";

const WORD = "FLATTEN";

type StopPresetsProps = {
  readonly reach: (action: StopAction) => Reach;
  /** A stop of this scope that is as strict stands already. */
  readonly isReached: (action: StopAction) => boolean;
  readonly isWaiting: boolean;
  readonly reason: string;
  readonly onReason: (reason: string) => void;
  readonly onStop: (action: StopAction) => void;
};

/** Halt entries or let only what reduces at a click, halt and cancel when held, flatten when the word is typed and the reason given. */
export function StopPresets({ reach, isReached, isWaiting, reason, onReason, onStop }: StopPresetsProps) {
  const [typed, setTyped] = useState("");
  const isOff = (action: StopAction) => isWaiting || isReached(action);
  const why = useRef<HTMLInputElement>(null);
  const lacksReason = reason.trim() === "";
  const flatten = (event: FormEvent) => {
    event.preventDefault();
    if (typed !== WORD || isOff("flatten")) return;
    if (lacksReason) {
      why.current?.focus();
      return;
    }
    setTyped("");
    onStop("flatten");
  };
  const adding = reach("reduce-only");
  const cancels = reach("cancel-orders");
  const flattens = reach("flatten");
  const orders =
    cancels.orders === 0
      ? "no order works that would be cancelled"
      : `${plural(cancels.orders, "working order")} ${cancels.orders === 1 ? "is" : "are"} cancelled${guardWords(cancels)}`;
  const closes =
    flattens.positions === 0
      ? "no position is open that would be closed"
      : `${plural(flattens.positions, "open position")} ${flattens.positions === 1 ? "is" : "are"} closed with reduce-only market orders, tried until nothing is left`;
  return (
    <div className="flex flex-col divide-y divide-line-subtle rounded-md border border-line text-[13px]">
      <Preset
        title="Halt entries"
        text="No order that adds risk is taken, by hand or by a strategy. Orders that work stay and may still fill; what reduces risk goes on."
      >
        <Button disabled={isOff("no-new-entries")} onClick={() => onStop("no-new-entries")}>
          Halt entries
        </Button>
      </Preset>
      <Preset
        title="Reduce only"
        text={`The same, and ${adding.orders === 0 ? "no order works that could add risk" : `${plural(adding.orders, "working order")} that could add risk ${adding.orders === 1 ? "is" : "are"} cancelled`}. Stops and targets stay.`}
      >
        <Button disabled={isOff("reduce-only")} onClick={() => onStop("reduce-only")}>
          Reduce only
        </Button>
      </Preset>
      <Preset
        title="Halt and cancel"
        text={`No order is taken, strategies are halted, and ${orders}. Positions stay open: ${flattens.positions}.`}
      >
        <HoldButton disabled={isOff("cancel-orders")} onHeld={() => onStop("cancel-orders")}>
          Hold to halt and cancel
        </HoldButton>
      </Preset>
      <Preset
        title="Halt, cancel and flatten"
        text={`The same, and ${closes}. It costs what the market takes, cannot be undone and wants a reason.`}
      >
        <form className="flex w-full flex-wrap items-end gap-2" onSubmit={flatten}>
          <TextField
            label={`Type ${WORD}`}
            value={typed}
            autoComplete="off"
            spellCheck={false}
            onChange={({ target }) => setTyped(target.value.toUpperCase())}
          />
          <Button type="submit" tone="dangerSolid" disabled={typed !== WORD || isOff("flatten")}>
            Flatten
          </Button>
        </form>
      </Preset>
      <form className="p-3" onSubmit={flatten}>
        <TextField
          ref={why}
          label={typed === WORD && lacksReason ? "Why (flattening wants a reason)" : "Why (kept in the audit trail)"}
          value={reason}
          maxLength={200}
          autoComplete="off"
          onChange={({ target }) => onReason(target.value)}
        />
      </form>
    </div>
  );
}

const guardWords = ({ guards }: Reach): string =>
  guards === 0 ? "" : ` (${plural(guards, "stop")} that ${guards === 1 ? "guards" : "guard"} a position among them)`;

type PresetProps = { readonly title: string; readonly text: string; readonly children: ReactNode };

function Preset({ title, text, children }: PresetProps) {
  return (
    <section aria-label={title} className="flex flex-wrap items-center gap-2 p-3">
      <div className="min-w-[220px] flex-1">
        <h3 className="font-semibold">{title}</h3>
        <p className="text-[12px] text-fg-2">{text}</p>
      </div>
      {children}
    </section>
  );
}
