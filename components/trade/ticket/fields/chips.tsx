import type { ReactNode } from "react";

type Choice<Value extends string> = {
  readonly value: Value;
  readonly label: string;
  /** The whole name, where the label is short for it. */
  readonly title?: string;
};

type SegmentsProps<Value extends string> = {
  readonly label: string;
  readonly choices: readonly Choice<Value>[];
  readonly value: Value;
  readonly onChoose: (value: Value) => void;
  /** A hand or the keyboard has come near. */
  readonly onNear?: () => void;
};

/** One of a few, side by side. */
export function Segments<Value extends string>({ label, choices, value, onChoose, onNear }: SegmentsProps<Value>) {
  return (
    <fieldset className="flex gap-0.5 rounded-md bg-canvas p-0.5" aria-label={label}>
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          aria-pressed={choice.value === value}
          aria-label={choice.title}
          title={choice.title}
          className="min-h-[24px] flex-1 rounded-sm text-[11px] font-medium text-fg-3 hover:text-fg aria-pressed:bg-hover aria-pressed:text-fg pointer-coarse:min-h-[44px]"
          onPointerEnter={onNear}
          onFocus={onNear}
          onClick={() => onChoose(choice.value)}
        >
          {choice.label}
        </button>
      ))}
    </fieldset>
  );
}

type Chip = {
  readonly label: string;
  /** Null: it cannot be used now. */
  readonly onUse: (() => void) | null;
  /** Follows the market, or is what stands in the field. */
  readonly isOn?: boolean;
};

type ChipsProps = {
  readonly label: string;
  readonly chips: readonly Chip[];
  /** What the chips that are off wait for. */
  readonly why: string;
  readonly children?: ReactNode;
};

const CHIP =
  "h-[24px] rounded-sm border border-line text-[11px] text-fg-2 hover:bg-hover hover:text-fg disabled:text-fg-disabled aria-pressed:border-accent aria-pressed:bg-selected aria-pressed:text-fg pointer-coarse:h-[44px]";

/** Short ways to fill the field above; one without an action says so by being off. */
export function Chips({ label, chips, why, children }: ChipsProps) {
  return (
    <fieldset className="grid auto-cols-fr grid-flow-col gap-1" aria-label={label}>
      {chips.map((chip) => (
        <button
          key={chip.label}
          type="button"
          disabled={chip.onUse === null}
          title={chip.onUse === null ? why : undefined}
          aria-pressed={chip.isOn}
          className={CHIP}
          onClick={() => chip.onUse?.()}
        >
          {chip.label}
        </button>
      ))}
      {children}
    </fieldset>
  );
}
