"use client";

import { formatPrice, type Instrument } from "../../../../server/domain/markets/instrument.ts";
import { formatScaledShort } from "../../../../server/domain/money/decimal.ts";
import type { Integer } from "../../../../server/domain/money/integer.ts";
import { oppositeSide, type Side } from "../../../../server/domain/orders/order-type.ts";
import { formatBalance } from "../../../ui/format-amount.ts";
import { UNKNOWN } from "../../../ui/format-decimal.ts";
import { formatPercent } from "../../../ui/format-percent.ts";
import { priceText } from "../../order-words.ts";
import { Segments } from "../fields/chips.tsx";
import { NumberField } from "../fields/number-field.tsx";
import { Row } from "../preview/ticket-summary.tsx";
import type { ExitField, ExitReading, ExitsDraft } from "../reading/exits-draft.ts";
import { readSteps } from "../reading/read-number.ts";
import { percentOf, readExits } from "./read-exits.ts";
import { directionOf, riskReward } from "./risk-reward.ts";

type ExitFieldsProps = {
  readonly instrument: Instrument;
  /** The ticket's side: of an OCO the side that closes. */
  readonly side: Side;
  readonly exits: ExitsDraft;
  readonly onChange: (part: Partial<ExitsDraft>) => void;
  readonly reading: ExitReading | null;
  readonly problems: Partial<Record<ExitField, string | undefined>>;
  readonly entryTicks: number | null;
  readonly lots: number | null;
  readonly equityUnits: Integer | null;
};

/** More of the equity than this at one stop is worth a second look. */
const RISKY_PERCENT = 5;
const PERCENT_STEP = 10; // A tenth of a percent.

/** Where the loss is cut and where the profit is taken, as a price or as a distance, and what both come to. */
export function ExitFields(props: ExitFieldsProps) {
  const { instrument, side, exits, onChange, problems, entryTicks } = props;
  const { unit, isOco } = exits;
  const entrySide = isOco ? oppositeSide(side) : side;
  const isPercent = unit === "percent";
  const choose = (next: ExitsDraft["unit"]) => {
    if (next === unit) return;
    const read = readExits(instrument, entrySide, { ...exits, isOco: false }, entryTicks);
    const levels = "levels" in read ? read.levels : { stop: null, target: null };
    const write = (ticks: number | null) =>
      next === "percent" ? percentOf(ticks, entryTicks) : ticks === null ? "" : formatPrice(instrument, ticks);
    onChange({ unit: next, stop: write(levels.stop), target: write(levels.target) });
  };
  const step = (field: ExitField) => (steps: number) => {
    if (isPercent) {
      const read = readSteps(exits[field], { decimals: 2, mantissa: 1 });
      const bps = Math.max(1, ("steps" in read ? read.steps : 0) + PERCENT_STEP * steps);
      onChange({ [field]: formatScaledShort(bps, 2) });
      return;
    }
    const grid = { decimals: instrument.priceDecimals, mantissa: instrument.ticksMantissa };
    const read = readSteps(exits[field], grid);
    const from = "steps" in read ? read.steps : entryTicks;
    if (from !== null) onChange({ [field]: formatPrice(instrument, Math.max(1, from + steps)) });
  };
  const levels = props.reading !== null && "levels" in props.reading ? props.reading.levels : null;
  /** A percentage says what price it comes to. */
  const unitOf = (field: ExitField) => {
    const ticks = levels?.[field] ?? null;
    return isPercent ? `%${ticks === null ? "" : ` = ${priceText(instrument, ticks)}`}` : instrument.quote;
  };
  return (
    <fieldset
      className="flex flex-col gap-1"
      aria-label={isOco ? "Stop and target over the position" : "Stop and target of the entry"}
    >
      <div
        className={`flex items-center gap-2 text-[11px] text-fg-3 ${isOco ? "justify-between" : "pointer-events-none -mt-[34px] justify-end pointer-coarse:mt-0"}`}
      >
        {isOco ? <span>Whichever fills, the other ends</span> : null}
        <span className="pointer-events-auto w-[112px]">
          <Segments
            label="Unit of stop and target"
            value={unit}
            choices={[
              { value: "price", label: "Price" },
              { value: "percent", label: "%" },
            ]}
            onChoose={choose}
          />
        </span>
      </div>
      {(["stop", "target"] as const).map((field) => (
        <NumberField
          key={field}
          label={field === "stop" ? "Stop" : "Target"}
          unit={unitOf(field)}
          value={exits[field]}
          problem={problems[field]}
          onChange={(typed) => onChange({ [field]: typed })}
          onStep={step(field)}
        />
      ))}
      <Outlook {...props} />
    </fieldset>
  );
}

function Outlook({ instrument, side, exits: { isOco }, reading, entryTicks, lots, equityUnits }: ExitFieldsProps) {
  const levels = reading !== null && "levels" in reading ? reading.levels : null;
  const is =
    levels === null || entryTicks === null || lots === null
      ? null
      : riskReward(
          instrument,
          {
            ...{ entryTicks, lots, levels },
            direction: directionOf(isOco ? oppositeSide(side) : side),
            isEntryPaid: isOco,
          },
          equityUnits,
        );
  const money = (units: Integer | null | undefined) =>
    units === null || units === undefined ? UNKNOWN : `${formatBalance(units, instrument.quote)} ${instrument.quote}`;
  const share = is?.riskPercent ?? null;
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-2 gap-y-px text-[11px] whitespace-nowrap">
      <Row
        name={isOco ? "From here to stop" : "Risk to stop"}
        title={`What is lost ${isOco ? "from the price now " : ""}when the stop fills at its price, the taker's fees counted; slippage comes on top`}
        value={`${money(is?.riskUnits)}${share === null ? "" : ` · ${formatPercent(share).replace(/^\+/, "")} of equity`}`}
        tone={share !== null && share > RISKY_PERCENT ? "text-warn" : ""}
      />
      <Row
        name={isOco ? "From here to target" : "Reward at target"}
        title="What is left after the taker's fees"
        value={`${money(is?.rewardUnits)}${is?.ratio == null ? "" : ` · ${is.ratio.toFixed(2)} : 1`}`}
      />
    </dl>
  );
}
