"use client";

import { borrowTermsOf, collateralBps, levelsOf } from "../../server/domain/borrowing/lending-terms.ts";
import { borrowableUnits } from "../../server/domain/borrowing/margin-level.ts";
import type { Instrument } from "../../server/domain/markets/instrument.ts";
import { type Integer, min, multiplyDivide, subtract } from "../../server/domain/money/integer.ts";
import { useDeskState, useSnapshot } from "../live/use-desk.tsx";
import type { OrderPreview } from "../trade/ticket/preview/preview-order.ts";
import { formatBalance } from "../ui/format-amount.ts";
import { worthOf } from "./account.ts";
import { MarginLevel } from "./margin-level.tsx";

type BorrowLineProps = {
  readonly instrument: Instrument;
  readonly preview: OrderPreview | null;
  /** The currency that the order pays with, and what of it is free. */
  readonly spent: string;
  readonly availableUnits: Integer | null;
};

const HOURS = 24;
const PERCENT_PER_MILLIONTH = 10_000;

/** What an order borrows at most, what that costs by the hour, and how much more may be borrowed. */
export function BorrowLine({ instrument, preview, spent, availableUnits }: BorrowLineProps) {
  const snapshot = useSnapshot();
  const marks = useDeskState((state) => state.marks);
  if (snapshot === null) return null;
  const { baseCurrency, borrowing } = snapshot;
  const free = availableUnits !== null && availableUnits > 0 ? availableUnits : 0;
  const missing = preview === null ? 0 : subtract(preview.requiredUnits, min(preview.requiredUnits, free));
  const hourly = borrowTermsOf(spent).rateMillionths / HOURS / PERCENT_PER_MILLIONTH;
  const worth = worthOf(snapshot, marks);
  const weightBps = Math.min(collateralBps(instrument.base), collateralBps(instrument.quote));
  const most = worth === null ? null : borrowableUnits(worth, levelsOf(borrowing.leverage).initialBps, weightBps);
  const value =
    preview === null || preview.cost === null || preview.requiredUnits === 0
      ? null
      : spent === baseCurrency
        ? missing
        : multiplyDivide(preview.cost.valueUnits, missing, preview.requiredUnits);
  const isOver = most !== null && value !== null && value > most;
  const says = (units: Integer, currency: string) => `${formatBalance(units, currency)} ${currency}`;
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-0.5 text-[11px]" data-testid="borrow-line">
      <span className="rounded-sm border border-line px-1.5 py-px text-fg-2" title="Set for the portfolio, in Settings">
        Margin {borrowing.leverage}×
      </span>
      {missing > 0 ? (
        <span className={isOver ? "text-danger" : "text-warn"}>
          <span aria-hidden="true">▲ </span>
          borrows up to {says(missing, spent)} at {hourly.toFixed(5)}%/h
          {isOver && most !== null ? `, more than the ${says(most, baseCurrency)} that may be borrowed` : ""}
        </span>
      ) : most === null ? null : (
        <span className="text-fg-3">{says(most, baseCurrency)} may be borrowed</span>
      )}
      <MarginLevel />
    </div>
  );
}
