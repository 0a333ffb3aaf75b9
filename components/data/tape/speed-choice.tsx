const SPEEDS = [1, 10, 60, 100, 1_000] as const;

type SpeedChoiceProps = {
  /** What the tape runs at; it may be none of the choices. */
  readonly speed: number | "max";
  readonly disabled: boolean;
  readonly onChoose: (speed: number | "max") => void;
};

/** Tape time per wall time. */
export function SpeedChoice({ speed, disabled, onChoose }: SpeedChoiceProps) {
  const choices: readonly (number | "max")[] = [...SPEEDS, "max"];
  return (
    <fieldset aria-label="Speed" className="flex min-w-0 flex-1 items-center gap-0.5 rounded-md bg-canvas p-0.5">
      {choices.map((choice) => (
        <button
          key={choice}
          type="button"
          disabled={disabled}
          aria-pressed={choice === speed}
          className="min-h-[24px] flex-1 rounded-sm px-0.5 text-[11px] font-medium text-fg-2 hover:bg-hover hover:text-fg disabled:cursor-not-allowed disabled:text-fg-disabled aria-pressed:bg-selected aria-pressed:text-fg pointer-coarse:min-h-[44px]"
          onClick={() => onChoose(choice)}
        >
          {choice === "max" ? "max" : `${choice}×`}
        </button>
      ))}
    </fieldset>
  );
}
