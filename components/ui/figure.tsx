import { UNKNOWN } from "./format-decimal.ts";
import { formatPnl } from "./format-pnl.ts";

const COLOURS = { up: "text-up", down: "text-down", flat: "text-flat" } as const;

type PnlProps = { readonly amount: string | null; readonly places: number; readonly why?: string };

/** Profit or loss; unknown is a dash whose title says why. */
export function Pnl({ amount, places, why = "No price yet" }: PnlProps) {
  if (amount === null) return <span title={why}>{UNKNOWN}</span>;
  const { outcome, glyph, text } = formatPnl(amount, places);
  return (
    <span className={COLOURS[outcome]} title={amount}>
      {glyph === "" ? null : <span aria-hidden="true">{glyph} </span>}
      {text}
    </span>
  );
}

type SidePillProps = { readonly side: "buy" | "sell" | "long" | "short" };

/** The word carries the meaning, the colour repeats it. */
export function SidePill({ side }: SidePillProps) {
  const isUp = side === "buy" || side === "long";
  return (
    <span
      className={`rounded-[3px] px-1.5 py-px text-[10px] font-semibold ${isUp ? "[--tint:var(--up-tint)] text-buy" : "[--tint:var(--down-tint)] text-sell"} side-pill`}
    >
      {side.toUpperCase()}
    </span>
  );
}
