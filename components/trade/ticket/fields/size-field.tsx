import { formatQuantity, type Instrument } from "../../../../server/domain/markets/instrument.ts";
import { formatScaledShort } from "../../../../server/domain/money/decimal.ts";
import { groupDigits } from "../../../ui/format-decimal.ts";
import { closesWhole } from "../reading/condition-draft.ts";
import { readSteps } from "../reading/read-number.ts";
import {
  gridOf,
  readSize,
  SIZE_UNITS,
  type SizeBasis,
  type SizeUnit,
  unitName,
  writeSize,
} from "../reading/size-unit.ts";
import type { Ticket } from "../use-ticket.ts";
import { Chips } from "./chips.tsx";
import { NumberField } from "./number-field.tsx";

type SizeFieldProps = {
  readonly instrument: Instrument;
  readonly ticket: Ticket;
  readonly basis: SizeBasis;
  readonly problem: string | undefined;
  /** What the draft comes to in the base currency, where it is written in something else. */
  readonly lots: number | null;
  /** Shares of what is available, in percent. */
  readonly shares: readonly number[];
  /** Null while it is not known what is available. */
  readonly onShare: ((share: number) => void) | null;
};

/** One step of a unit: a lot, a whole unit of the quote currency, one percent. */
const STEP: Record<SizeUnit, (instrument: Instrument) => number> = {
  base: () => 1,
  quote: (instrument) => 10 ** gridOf(instrument, "quote").decimals,
  equity: (instrument) => 10 ** gridOf(instrument, "equity").decimals,
  risk: (instrument) => 10 ** gridOf(instrument, "risk").decimals / 10,
};

/** How much, in the coin, in its worth or as a share of the equity. */
export function SizeField({ instrument, ticket, basis, problem, lots, shares, onShare }: SizeFieldProps) {
  const { draft, change } = ticket;
  if (closesWhole(draft.condition)) return null; // The position itself says how much.
  const choose = (unit: SizeUnit) => {
    const read = readSize(instrument, draft.quantity, draft.unit, basis);
    const written = "lots" in read ? writeSize(instrument, read.lots, unit, basis) : null;
    change({ unit, quantity: written ?? "" });
  };
  const step = (steps: number) => {
    const grid = gridOf(instrument, draft.unit);
    const read = readSteps(draft.quantity, grid);
    const size = STEP[draft.unit](instrument);
    const next = Math.max(size, ("steps" in read ? read.steps : 0) + steps * size);
    const quantity =
      draft.unit === "base"
        ? formatQuantity(instrument, Math.min(next, instrument.quantityLotsMax))
        : formatScaledShort(next, grid.decimals);
    change({ quantity });
  };
  return (
    <>
      <NumberField
        label="Size"
        unit={
          <select
            aria-label="Unit of the size"
            value={draft.unit}
            className="h-full rounded-sm bg-canvas text-[11px] text-fg-2 pointer-coarse:min-h-[44px]"
            onChange={(event) => choose(SIZE_UNITS.find((unit) => unit === event.target.value) ?? "base")}
          >
            {SIZE_UNITS.filter((unit) => unit !== "risk" || draft.exits).map((unit) => (
              <option key={unit} value={unit}>
                {unitName(instrument, unit)}
              </option>
            ))}
          </select>
        }
        value={draft.quantity}
        problem={problem}
        onChange={(quantity) => change({ quantity })}
        onStep={step}
      />
      <div data-sizes="" hidden={draft.unit === "risk"}>
        <Chips
          label="Size as a share of what is available"
          why="No price yet"
          chips={shares.map((share) => ({
            label: `${share}%`,
            onUse: onShare === null ? null : () => onShare(share),
          }))}
        />
      </div>
      {draft.unit === "base" || lots === null ? null : (
        <p className="-mt-1 text-right text-[11px] text-fg-2" data-testid="size-in-base">
          = {groupDigits(formatQuantity(instrument, lots))} {instrument.base}
        </p>
      )}
    </>
  );
}
