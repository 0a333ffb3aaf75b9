"use client";

import { X } from "lucide-react";
import { type KeyboardEvent, type PointerEvent, useState } from "react";
import { formatPrice, formatQuantity, type Instrument } from "../../../server/domain/markets/instrument.ts";
import type { Side } from "../../../server/domain/orders/order-type.ts";
import { groupDigits, trimZeros } from "../../ui/format-decimal.ts";
import type { OwnOrder } from "../levels/own-orders.ts";
import type { LadderActions } from "./ladder-row.tsx";

type OwnChipProps = {
  readonly instrument: Instrument;
  readonly side: Side;
  readonly orders: readonly OwnOrder[];
  /** The row that they stand in. */
  readonly ticks: number;
  readonly groupTicks: number;
  readonly actions: LadderActions;
};

/** The portfolio's orders of one side in one row: dragged to another price, moved with the arrow keys, cancelled with the cross. */
export function OwnChip({ instrument, side, orders, ticks, groupTicks, actions }: OwnChipProps) {
  const [target, setTarget] = useState<number | null>(null);
  const lots = orders.reduce((sum, order) => sum + order.lots, 0);
  const size = groupDigits(trimZeros(formatQuantity(instrument, lots), 0));
  const word = side === "buy" ? "Buy" : "Sell";
  const name = `${word} ${size} at ${groupDigits(formatPrice(instrument, ticks))}`;
  const drop = (to: number | null) => {
    setTarget(null);
    if (to !== null && to !== ticks) actions.onMove(orders, to);
  };
  const drag = (event: PointerEvent<HTMLButtonElement>) => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) setTarget(actions.priceAt(event.clientY));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowUp" ? groupTicks : event.key === "ArrowDown" ? -groupTicks : 0;
    if (step !== 0) setTarget(Math.max(groupTicks, (target ?? ticks) + step));
    else if (event.key === "Enter" && !event.repeat) drop(target);
    else if (event.key === "Escape") setTarget(null);
    else if (event.key === "Delete" && !event.repeat) actions.onCancel(orders);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const tone = side === "buy" ? "border-buy text-buy" : "border-sell text-sell";
  return (
    <div
      className={`flex h-[16px] min-w-0 items-center rounded-xs border bg-panel text-[10px] pointer-coarse:h-[36px] ${tone}`}
    >
      <button
        type="button"
        aria-label={`${name}. Arrow keys choose another price, Enter moves it there, Delete cancels it.`}
        className="relative min-w-0 cursor-grab touch-none truncate px-1 font-semibold active:cursor-grabbing"
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={drag}
        onPointerUp={(event) => drop(target === null ? null : actions.priceAt(event.clientY))}
        onPointerCancel={() => setTarget(null)}
        onBlur={() => setTarget(null)}
        onKeyDown={onKeyDown}
      >
        {side === "buy" ? "B" : "S"} {size}
      </button>
      <button
        type="button"
        aria-label={`Cancel ${name}`}
        className="flex h-full shrink-0 items-center px-0.5 hover:bg-hover pointer-coarse:px-3"
        onClick={() => actions.onCancel(orders)}
      >
        <X size={10} aria-hidden />
      </button>
      {target === null || target === ticks ? null : (
        <output className="pointer-events-none fixed right-4 bottom-10 z-50 rounded-md border border-accent bg-raised px-2 py-1 text-[12px] text-fg shadow-lg">
          Move to {groupDigits(formatPrice(instrument, target))} · release or ⏎ · Esc leaves it
        </output>
      )}
    </div>
  );
}
