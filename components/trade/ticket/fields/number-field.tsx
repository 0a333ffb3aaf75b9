"use client";

import { type ClipboardEvent, type KeyboardEvent, type ReactNode, useId } from "react";
import { groupDigits } from "../../../ui/format-decimal.ts";
import { cleanNumber } from "../reading/read-number.ts";

type NumberFieldProps = {
  readonly label: string;
  readonly unit: ReactNode;
  readonly value: string;
  readonly problem?: string | undefined;
  readonly onChange: (value: string) => void;
  /** Steps of the grid, up or down. */
  readonly onStep: (steps: number) => void;
  readonly onFocus?: (() => void) | undefined;
};

const PLAIN = /^\d+(\.\d+)?$/;
const FIGURE = "px-2 text-right text-[13px] font-[550] pointer-coarse:text-[16px]";
const STEPPER = "grid h-full w-[22px] shrink-0 place-items-center text-fg-3 hover:text-fg pointer-coarse:w-[44px]";

/** Steps of an arrow key: one, ten with shift, a hundred with alt; 0 for any other key. */
export function arrowSteps({ key, shiftKey, altKey }: Pick<KeyboardEvent, "key" | "shiftKey" | "altKey">): number {
  const direction = key === "ArrowUp" ? 1 : key === "ArrowDown" ? -1 : 0;
  return direction * (altKey ? 100 : shiftKey ? 10 : 1);
}

/** A number on a grid: arrows step by the grid; the wheel does nothing; what is pasted loses its separators. At rest its thousands stand apart. */
export function NumberField({ label, unit, value, problem, onChange, onStep, onFocus }: NumberFieldProps) {
  const id = useId();
  const grouped = PLAIN.test(value) ? groupDigits(value) : value;
  const step = (event: KeyboardEvent) => {
    const steps = arrowSteps(event);
    if (steps === 0) return;
    event.preventDefault();
    onStep(steps);
  };
  const paste = (event: ClipboardEvent<HTMLInputElement>) => {
    const { selectionStart, selectionEnd } = event.currentTarget;
    event.preventDefault();
    const pasted = cleanNumber(event.clipboardData.getData("text").trim());
    onChange(value.slice(0, selectionStart ?? 0) + pasted + value.slice(selectionEnd ?? value.length));
  };
  return (
    <div className="flex flex-col gap-1">
      <div
        className={`flex h-[max(32px,var(--ctl))] items-center rounded-md border bg-canvas pl-2 pointer-coarse:h-[46px] focus-within:outline-2 focus-within:outline-offset-1 focus-within:outline-focus ${problem === undefined ? "border-line-strong" : "border-danger"}`}
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
            onFocus={onFocus}
            onChange={(event) => onChange(event.target.value)}
            onKeyDown={step}
            onPaste={paste}
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
        <span className="text-[11px] whitespace-nowrap text-fg-3">{unit}</span>
        <button
          type="button"
          tabIndex={-1}
          aria-label={`${label} one step down`}
          className={STEPPER}
          onClick={() => onStep(-1)}
        >
          −
        </button>
        <button
          type="button"
          tabIndex={-1}
          aria-label={`${label} one step up`}
          className={STEPPER}
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
