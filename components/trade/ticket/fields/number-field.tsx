"use client";

import { type KeyboardEvent, useId } from "react";
import { groupDigits } from "../../../ui/format-decimal.ts";

type NumberFieldProps = {
  readonly label: string;
  readonly unit: string;
  readonly value: string;
  readonly problem?: string | undefined;
  readonly onChange: (value: string) => void;
  /** One step of the grid up or down. */
  readonly onStep: (steps: number) => void;
};

const PLAIN = /^\d+(\.\d+)?$/;
const FIGURE = "px-2 text-right text-[13px] font-[550] pointer-coarse:text-[16px]";

/** A number on a grid: arrows step by the grid, ten with shift; the wheel does nothing. At rest its thousands stand apart. */
export function NumberField({ label, unit, value, problem, onChange, onStep }: NumberFieldProps) {
  const id = useId();
  const grouped = PLAIN.test(value) ? groupDigits(value) : value;
  const step = (event: KeyboardEvent) => {
    const direction = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0;
    if (direction === 0) return;
    event.preventDefault();
    onStep(direction * (event.shiftKey ? 10 : 1));
  };
  const stepper = "grid h-full w-[24px] place-items-center text-fg-3 hover:text-fg pointer-coarse:w-[44px]";
  return (
    <div className="flex flex-col gap-1">
      <div
        className={`flex h-[max(32px,var(--ctl))] items-center rounded-md border bg-canvas pointer-coarse:h-[46px] pl-2 focus-within:outline-2 focus-within:outline-offset-1 focus-within:outline-focus ${problem === undefined ? "border-line-strong" : "border-danger"}`}
      >
        <label htmlFor={id} className="text-[11px] text-fg-3">
          {label}
        </label>
        <span className="relative flex min-w-0 flex-1 self-stretch">
          <input
            id={id}
            inputMode="decimal"
            autoComplete="off"
            spellCheck={false}
            value={value}
            maxLength={64}
            aria-invalid={problem !== undefined}
            aria-describedby={problem === undefined ? undefined : `${id}-problem`}
            className={`peer w-full bg-transparent outline-none ${FIGURE} ${grouped === value ? "" : "not-focus:text-transparent"}`}
            onChange={(event) => onChange(event.target.value)}
            onKeyDown={step}
          />
          {grouped === value ? null : (
            // Laid over the field, whose own text stays as typed: rewriting it on focus would lose the selection.
            <span
              aria-hidden="true"
              className={`pointer-events-none absolute inset-0 flex items-center justify-end overflow-hidden peer-focus:hidden ${FIGURE}`}
            >
              {grouped}
            </span>
          )}
        </span>
        <span className="text-[11px] text-fg-3">{unit}</span>
        <button
          type="button"
          tabIndex={-1}
          aria-label={`${label} one step down`}
          className={stepper}
          onClick={() => onStep(-1)}
        >
          −
        </button>
        <button
          type="button"
          tabIndex={-1}
          aria-label={`${label} one step up`}
          className={stepper}
          onClick={() => onStep(1)}
        >
          +
        </button>
      </div>
      {problem === undefined ? null : (
        <p id={`${id}-problem`} className="text-[11px] text-danger">
          {problem}
        </p>
      )}
    </div>
  );
}
