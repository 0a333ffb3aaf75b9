import { LOT_VIEWS, type LotView } from "../../../server/domain/positions/realised-gains.ts";

const NAMES: Readonly<Record<LotView, { readonly name: string; readonly hint: string }>> = {
  FIFO: { name: "FIFO", hint: "A sale closes the oldest lot first: the ledger's own method" },
  LIFO: { name: "LIFO", hint: "A sale closes the newest lot first" },
  HIFO: { name: "HIFO", hint: "A sale closes the dearest lot first" },
  average: { name: "Average", hint: "All purchases are one lot at their mean cost" },
};

type MethodSwitchProps = { readonly method: LotView; readonly onChoose: (method: LotView) => void };

/** Which purchase a sale closes: views of the same fills. */
export function MethodSwitch({ method, onChoose }: MethodSwitchProps) {
  return (
    <fieldset className="inline-flex overflow-hidden rounded-md border border-line">
      <legend className="sr-only">Lot method</legend>
      {LOT_VIEWS.map((view) => (
        <button
          key={view}
          type="button"
          aria-pressed={view === method}
          title={NAMES[view].hint}
          onClick={() => onChoose(view)}
          className="h-[24px] px-2 text-[11px] text-fg-2 -outline-offset-2 hover:bg-hover aria-pressed:bg-selected aria-pressed:text-fg pointer-coarse:h-[44px]"
        >
          {NAMES[view].name}
        </button>
      ))}
    </fieldset>
  );
}
