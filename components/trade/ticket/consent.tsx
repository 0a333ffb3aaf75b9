type ConsentProps = {
  readonly isOn: boolean;
  readonly onToggle: (isOn: boolean) => void;
  readonly text: string;
  /** It was missing when somebody tried to send. */
  readonly isWanted?: boolean;
};

export function Consent({ isOn, onToggle, text, isWanted = false }: ConsentProps) {
  return (
    <label
      className={`flex items-start gap-2 text-[11px] pointer-coarse:min-h-[44px] ${isWanted && !isOn ? "font-semibold text-danger" : "text-warn"}`}
    >
      <input
        type="checkbox"
        checked={isOn}
        aria-invalid={isWanted && !isOn}
        onChange={(event) => onToggle(event.target.checked)}
      />
      {text}
    </label>
  );
}
