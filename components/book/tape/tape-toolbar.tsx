"use client";

import { type ReactNode, useState } from "react";
import type { Instrument } from "../../../server/domain/markets/instrument.ts";
import { formatQuantity } from "../../../server/domain/markets/instrument.ts";
import { lotsOf } from "../../trade/book-depth.ts";

export type TapeChoice = {
  readonly isMine: boolean;
  readonly isAggregated: boolean;
  /** In lots; null for the largest twentieth. */
  readonly largeLots: number | null;
};

type TapeToolbarProps = {
  readonly instrument: Instrument;
  readonly choice: TapeChoice;
  readonly onChoice: (choice: TapeChoice) => void;
};

type ChipProps = { readonly isOn: boolean; readonly onFlip: () => void; readonly children: ReactNode };

function Chip({ isOn, onFlip, children }: ChipProps) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      className="h-[22px] rounded-sm px-1.5 text-[11px] font-medium text-fg-3 hover:bg-hover hover:text-fg aria-pressed:bg-selected aria-pressed:text-fg pointer-coarse:h-[44px] pointer-coarse:px-3"
      onClick={onFlip}
    >
      {children}
    </button>
  );
}

/** Whose trades, whether neighbours are one row, and from which size on one stands out. */
export function TapeToolbar({ instrument, choice, onChoice }: TapeToolbarProps) {
  const kept = choice.largeLots === null ? "" : formatQuantity(instrument, choice.largeLots);
  const [text, setText] = useState<string | null>(null);
  const write = () => {
    if (text === null) return;
    const lots = lotsOf(instrument, text.trim().replace(",", "."));
    onChoice({ ...choice, largeLots: lots > 0 ? lots : null });
    setText(null);
  };
  return (
    <div className="flex min-h-(--head) shrink-0 items-center gap-1 px-(--pad)">
      <Chip isOn={choice.isMine} onFlip={() => onChoice({ ...choice, isMine: !choice.isMine })}>
        Mine
      </Chip>
      <Chip isOn={choice.isAggregated} onFlip={() => onChoice({ ...choice, isAggregated: !choice.isAggregated })}>
        Aggregate
      </Chip>
      <label
        className="ml-auto flex items-center gap-1 text-[11px] text-fg-3"
        title="Trades of this size and more stand out"
      >
        ≥
        <input
          inputMode="decimal"
          aria-label={`Highlight trades from this size on, in ${instrument.base}`}
          placeholder="auto"
          className="h-[20px] w-[64px] rounded-sm border border-line bg-transparent px-1 text-right text-[11px] text-fg pointer-coarse:h-[44px] pointer-coarse:text-[16px]"
          value={text ?? kept}
          onChange={(event) => setText(event.target.value)}
          onBlur={write}
          onKeyDown={(event) => {
            if (event.key === "Enter") write();
            if (event.key === "Escape") setText(null);
          }}
        />
        {instrument.base}
      </label>
    </div>
  );
}
