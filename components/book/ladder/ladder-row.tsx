"use client";

import { memo } from "react";
import { formatPrice, type Instrument } from "../../../server/domain/markets/instrument.ts";
import type { Side } from "../../../server/domain/orders/order-type.ts";
import { groupDigits } from "../../ui/format-decimal.ts";
import type { OwnOrder } from "../levels/own-orders.ts";
import { placeOf } from "../levels/walk-places.ts";
import { OwnChip } from "./own-chip.tsx";

export type LadderActions = {
  readonly onPlace: (side: Side, priceTicks: number) => void;
  readonly onPickPrice: (priceTicks: number) => void;
  readonly onCancel: (orders: readonly OwnOrder[]) => void;
  /** The row that lies so many pixels from the top of the page, as a price in ticks. */
  readonly priceAt: (clientY: number) => number | null;
  readonly onMove: (orders: readonly OwnOrder[], priceTicks: number) => void;
};

type LadderRowProps = {
  readonly instrument: Instrument;
  readonly ticks: number;
  readonly line: number;
  readonly rowPx: number;
  readonly groupTicks: number;
  /** Where the keyboard enters the ladder. */
  readonly isMiddle: boolean;
  readonly ownBids: readonly OwnOrder[];
  readonly ownAsks: readonly OwnOrder[];
  readonly actions: LadderActions;
};

const GRID =
  "grid grid-cols-[minmax(0,1.1fr)_minmax(0,1fr)_minmax(0,1.25fr)_minmax(0,1fr)_minmax(0,.85fr)] items-stretch border-b border-line-subtle/50";

export const LADDER_GRID = GRID;

/** One price of the ladder. Its sizes are written by the painter; React draws it when its price or its own orders change. */
export const LadderRow = memo(function LadderRow(props: LadderRowProps) {
  const { instrument, ticks, line, rowPx, isMiddle, ownBids, ownAsks, groupTicks, actions } = props;
  const price = groupDigits(formatPrice(instrument, ticks));
  const sides = [
    { side: "buy", cell: "bid", column: 0, label: `Buy limit at ${price}` },
    { side: "sell", cell: "ask", column: 2, label: `Sell limit at ${price}` },
  ] as const;
  const [bid, ask] = sides.map(({ side, cell, column, label }) => (
    <button
      key={cell}
      type="button"
      data-cell={cell}
      data-place={placeOf(line, column)}
      tabIndex={isMiddle && column === 0 ? 0 : -1}
      aria-label={label}
      className={`relative truncate px-1.5 text-right -outline-offset-2 ${side === "buy" ? "hover:bg-up-tint" : "hover:bg-down-tint"}`}
      onClick={() => actions.onPlace(side, ticks)}
    >
      <i
        className={`absolute inset-y-px right-0 w-full origin-right opacity-25 ${side === "buy" ? "bg-buy" : "bg-sell"}`}
        style={{ transform: "scaleX(0)" }}
      />
      <span className="relative" />
    </button>
  ));
  return (
    <div className={GRID} style={{ height: rowPx }} data-ticks={ticks}>
      <div className="flex min-w-0 items-center gap-1 px-1">
        {[ownBids, ownAsks].map((orders) => {
          const side = orders[0]?.side;
          return side === undefined ? null : (
            <OwnChip key={side} {...{ instrument, side, orders, ticks, groupTicks, actions }} />
          );
        })}
      </div>
      {bid}
      <button
        type="button"
        data-cell="price"
        data-last=""
        data-place={placeOf(line, 1)}
        tabIndex={-1}
        aria-label={`Use price ${price}`}
        className="relative truncate border-x border-line-subtle px-1.5 text-right font-medium text-fg-2 -outline-offset-2 before:absolute before:left-1 before:text-[10px] hover:text-fg data-[last=buy]:bg-up-tint data-[last=buy]:text-up data-[last=buy]:before:content-['▲'] data-[last=sell]:bg-down-tint data-[last=sell]:text-down data-[last=sell]:before:content-['▼']"
        onClick={() => actions.onPickPrice(ticks)}
      >
        {price}
      </button>
      {ask}
      <div data-cell="traded" className="relative flex items-center justify-end px-1.5 text-[11px] text-fg-3">
        <i
          className="absolute inset-y-px left-0 w-full origin-left bg-accent opacity-20"
          style={{ transform: "scaleX(0)" }}
        />
        <span className="relative truncate" />
      </div>
    </div>
  );
});
