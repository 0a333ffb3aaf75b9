"use client";

import { useId } from "react";
import { useDesk } from "../../../live/use-desk.tsx";
import { Chips } from "../fields/chips.tsx";

const HOUR_MS = 3_600_000;
const SPANS = [
  { label: "1 h", ms: HOUR_MS },
  { label: "8 h", ms: 8 * HOUR_MS },
  { label: "1 d", ms: 24 * HOUR_MS },
  { label: "1 w", ms: 168 * HOUR_MS },
] as const;

type UntilFieldProps = {
  readonly until: string;
  readonly onChange: (until: string) => void;
  readonly problem: string | undefined;
};

/** When a GTD order ends: by the tape, whose clock a replay winds on, and in UTC, which every desk agrees on. */
export function UntilField({ until, onChange, problem }: UntilFieldProps) {
  const id = useId();
  const { store } = useDesk();
  const endIn = (ms: number) => {
    const now = store.read().feed?.tapeAt ?? Date.now();
    onChange(new Date(now + ms).toISOString().slice(0, 16));
  };
  return (
    <div className="flex flex-col gap-1">
      <div className="flex flex-wrap items-center justify-between gap-x-2 text-[11px]">
        <label htmlFor={id} className="text-fg-3" title="By the tape, which the prices come from">
          Until, UTC
        </label>
        <input
          id={id}
          type="datetime-local"
          value={until}
          aria-invalid={problem !== undefined}
          className="h-[24px] rounded-md border border-line-strong bg-canvas px-1.5 text-fg aria-invalid:border-danger pointer-coarse:h-[44px]"
          onChange={(event) => onChange(event.target.value)}
        />
      </div>
      <Chips label="Good for" why="" chips={SPANS.map(({ label, ms }) => ({ label, onUse: () => endIn(ms) }))} />
      {problem === undefined ? null : <p className="text-[11px] text-danger">{problem}</p>}
    </div>
  );
}
