import { formatPrice, type Instrument } from "../../../../server/domain/markets/instrument.ts";
import type { Integer } from "../../../../server/domain/money/integer.ts";
import { formatBalance } from "../../../ui/format-amount.ts";
import { groupDigits, UNKNOWN } from "../../../ui/format-decimal.ts";

/** What is free for an order of this side. */
export function AvailableFigure({ units, currency }: { readonly units: Integer | null; readonly currency: string }) {
  return (
    <p className="flex flex-1 justify-between gap-2">
      Available
      <strong className="font-medium text-fg" data-testid="available">
        {units === null ? UNKNOWN : `${formatBalance(units, currency)} ${currency}`}
      </strong>
    </p>
  );
}

/** The worst price that a market order may trade at. */
export function WorstPrice({ instrument, ticks }: { readonly instrument: Instrument; readonly ticks: number | null }) {
  return (
    <p className="flex justify-between text-[11px] text-fg-3" title="The desk lets no order trade further than this">
      Worst acceptable price
      <strong className="font-medium text-fg" data-testid="worst-price">
        {ticks === null ? UNKNOWN : `${groupDigits(formatPrice(instrument, ticks))} ${instrument.quote}`}
      </strong>
    </p>
  );
}
