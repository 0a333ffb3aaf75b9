import { Pin } from "lucide-react";
import { formatPrice, type Instrument } from "../../../../server/domain/markets/instrument.ts";
import { midTicks, ownBest, PRICE_SOURCES, sourceLabel, sourcePrice, type Touch } from "../reading/price-source.ts";
import { readSteps } from "../reading/read-number.ts";
import type { Ticket } from "../use-ticket.ts";
import { Chips } from "./chips.tsx";
import { NumberField } from "./number-field.tsx";

/** The draft's price some ticks away; null while there is nothing to step from. */
export function steppedPrice(instrument: Instrument, price: string, touch: Touch, steps: number): string | null {
  const read = readSteps(price, { decimals: instrument.priceDecimals, mantissa: instrument.ticksMantissa });
  const from = "steps" in read ? read.steps : midTicks(touch);
  return from === null ? null : formatPrice(instrument, Math.max(1, from + steps));
}

type PriceFieldProps = {
  readonly instrument: Instrument;
  readonly ticket: Ticket;
  readonly touch: Touch;
  readonly problem: string | undefined;
};

/** The limit price, and where else to take it from. */
export function PriceField({ instrument, ticket, touch, problem }: PriceFieldProps) {
  const { draft, change, followed, follow } = ticket;
  const step = (steps: number) => {
    const price = steppedPrice(instrument, draft.price, touch, steps);
    if (price !== null) change({ price });
  };
  const best = ownBest(draft.side);
  const told = sourceLabel(followed ?? best, draft.side).toLowerCase();
  return (
    <>
      <NumberField
        label="Price"
        unit={instrument.quote}
        value={draft.price}
        problem={problem}
        onChange={(price) => change({ price })}
        onStep={step}
        onFocus={() => follow(null)} // A price that moved on under the hand would lose the selection, and mix with what is typed.
      />
      <div className="grid grid-cols-[minmax(0,1fr)_auto] gap-1">
        <Chips
          label="Price from the market"
          why="No price yet"
          chips={PRICE_SOURCES.map((source) => {
            const price = sourcePrice(instrument, source, draft.side, touch);
            return {
              label: sourceLabel(source, draft.side),
              isOn: followed === source,
              onUse: price === null ? null : () => (followed === null ? change({ price }) : follow(source)),
            };
          })}
        />
        <button
          type="button"
          aria-pressed={followed !== null}
          aria-label="Follow the best price"
          title={
            followed === null ? `Follow the ${told} (T)` : `The price follows the ${told}. Press to let it stand (T)`
          }
          className="grid h-[24px] w-[28px] place-items-center rounded-sm border border-line text-fg-3 hover:bg-hover hover:text-fg aria-pressed:border-accent aria-pressed:bg-selected aria-pressed:text-accent pointer-coarse:h-[44px] pointer-coarse:w-[44px]"
          onClick={() => follow(followed === null ? best : null)}
        >
          <Pin size={13} aria-hidden="true" />
        </button>
      </div>
    </>
  );
}
