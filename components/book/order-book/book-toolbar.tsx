"use client";

import { formatPrice, type Instrument } from "../../../server/domain/markets/instrument.ts";
import { groupDigits } from "../../ui/format-decimal.ts";
import { BOOK_MODES, type BookMode } from "./book-layout.ts";

export const GROUPS = [1, 10, 100, 1_000] as const;

export const MODE_WORDS: Readonly<Record<BookMode, string>> = {
  both: "Bids and asks",
  bids: "Bids only",
  asks: "Asks only",
};

/** Lines of the two sides, as many as the mode shows of each. */
const MODE_LINES: Readonly<Record<BookMode, readonly ("ask" | "bid")[]>> = {
  both: ["ask", "ask", "bid", "bid"],
  bids: ["bid", "bid", "bid", "bid"],
  asks: ["ask", "ask", "ask", "ask"],
};

type BookToolbarProps = {
  readonly instrument: Instrument;
  readonly mode: BookMode;
  readonly onMode: (mode: BookMode) => void;
  readonly groupTicks: number;
  readonly onGroup: (groupTicks: number) => void;
};

/** Which sides are shown, and how wide their rows are. */
export function BookToolbar({ instrument, mode, onMode, groupTicks, onGroup }: BookToolbarProps) {
  return (
    <div className="flex min-h-(--head) shrink-0 items-center gap-1 px-(--pad)">
      <fieldset className="flex gap-0.5" aria-label="Sides of the book">
        {BOOK_MODES.map((each) => (
          <button
            key={each}
            type="button"
            aria-label={MODE_WORDS[each]}
            aria-pressed={each === mode}
            title={MODE_WORDS[each]}
            className="flex size-[24px] flex-col items-center justify-center gap-[2px] rounded-sm hover:bg-hover aria-pressed:bg-selected pointer-coarse:size-[44px]"
            onClick={() => onMode(each)}
          >
            {MODE_LINES[each].map((line, index) => (
              <i
                // biome-ignore lint/suspicious/noArrayIndexKey: four lines that never move.
                key={index}
                className={`h-[2px] w-[12px] ${line === "ask" ? "bg-sell" : "bg-buy"}`}
              />
            ))}
          </button>
        ))}
      </fieldset>
      <GroupSelect {...{ instrument, groupTicks, onGroup }} />
    </div>
  );
}

type GroupSelectProps = Pick<BookToolbarProps, "instrument" | "groupTicks" | "onGroup">;

/** The distance of two rows, named by the price step that results. */
export function GroupSelect({ instrument, groupTicks, onGroup }: GroupSelectProps) {
  return (
    <select
      aria-label="Price step of a row"
      className="ml-auto h-[22px] rounded-sm bg-transparent px-1 text-right text-[11px] font-medium text-fg-2 hover:bg-hover pointer-coarse:h-[44px] pointer-coarse:text-[13px]"
      value={groupTicks}
      onChange={(event) => onGroup(Number(event.target.value))}
    >
      {GROUPS.map((group) => (
        <option key={group} value={group} className="bg-raised text-fg">
          {groupDigits(formatPrice(instrument, group))}
        </option>
      ))}
    </select>
  );
}
