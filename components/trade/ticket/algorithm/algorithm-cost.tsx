import { feeUnits, type Instrument, notionalUnits } from "../../../../server/domain/markets/instrument.ts";
import type { Integer } from "../../../../server/domain/money/integer.ts";
import { formatBalance, formatFee } from "../../../ui/format-amount.ts";
import { UNKNOWN } from "../../../ui/format-decimal.ts";
import { Row } from "../preview/ticket-summary.tsx";

/**
 * What all of it comes to in the quote currency at its limit, or without one at the best price it would meet now, and the taker's
 * fee on that; null without a size or a price.
 */
export function algorithmCost(
  instrument: Instrument,
  lots: number | null,
  ticks: number | null,
): { readonly valueUnits: Integer; readonly feeUnits: Integer } | null {
  if (lots === null || ticks === null) return null;
  const valueUnits = notionalUnits(instrument, ticks, lots);
  return { valueUnits, feeUnits: feeUnits(valueUnits, instrument.takerRateMillionths) };
}

type AlgorithmCostProps = {
  readonly instrument: Instrument;
  readonly lots: number | null;
  readonly limitTicks: number | null;
  readonly touchTicks: number | null;
};

export function AlgorithmCost({ instrument, lots, limitTicks, touchTicks }: AlgorithmCostProps) {
  const { quote } = instrument;
  const cost = algorithmCost(instrument, lots, limitTicks ?? touchTicks);
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-2 gap-y-px border-t border-line-subtle pt-1.5 text-[11px] whitespace-nowrap">
      <Row
        name="Est. value"
        title={limitTicks === null ? "At the best price of now" : "At its limit"}
        value={cost === null ? UNKNOWN : `${formatBalance(cost.valueUnits, quote)} ${quote}`}
      />
      <Row
        name="Est. fee at most"
        title="If all of it is taken; what rests in the book pays the maker's rate. Counted in the quote currency"
        value={cost === null ? UNKNOWN : `${formatFee(cost.feeUnits, quote)} ${quote}`}
      />
    </dl>
  );
}
