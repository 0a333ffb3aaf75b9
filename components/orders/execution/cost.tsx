import { UNKNOWN } from "../../ui/format-decimal.ts";
import { formatPnl } from "../../ui/format-pnl.ts";

const COLOURS = { up: "text-down", down: "text-up", flat: "text-flat" } as const;

type CostProps = {
  /** Decimal text: positive is a cost, negative was saved. */
  readonly amount: string | null;
  readonly places: number;
  readonly unit: string;
  /** Why it is not known. */
  readonly why: string;
};

/** What something cost: paid with a plus and in the colour of a loss, saved with a minus and in the colour of a gain. */
export function Cost({ amount, places, unit, why }: CostProps) {
  if (amount === null) return <span title={why}>{UNKNOWN}</span>;
  const { outcome, text } = formatPnl(amount, places);
  const meaning = outcome === "up" ? "a cost" : outcome === "down" ? "saved" : "neither cost nor gain";
  return (
    <span className={COLOURS[outcome]} title={`${amount} ${unit}: ${meaning}`}>
      {text} <span className="text-fg-3">{unit}</span>
    </span>
  );
}
