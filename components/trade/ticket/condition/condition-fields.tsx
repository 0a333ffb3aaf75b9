"use client";

import type { Instrument } from "../../../../server/domain/markets/instrument.ts";
import { TRIGGER_PRICES } from "../../../../server/domain/orders/triggers/trigger.ts";
import { Segments } from "../fields/chips.tsx";
import { NumberField } from "../fields/number-field.tsx";
import { steppedPrice } from "../fields/price-field.tsx";
import type { ConditionDraft, ConditionField } from "../reading/condition-draft.ts";
import type { Touch } from "../reading/price-source.ts";
import { readSteps } from "../reading/read-number.ts";

type ConditionFieldsProps = {
  readonly instrument: Instrument;
  readonly condition: ConditionDraft;
  readonly onChange: (part: Partial<ConditionDraft>) => void;
  readonly touch: Touch;
  readonly problems: Partial<Record<ConditionField, string | undefined>>;
};

const LOOK =
  "h-[max(32px,var(--ctl))] rounded-md border border-line-strong bg-canvas px-1 text-[11px] text-fg pointer-coarse:h-[46px]";
const PERCENT_STEP = 10; // A tenth of a percent.

/** What the order waits for, and what is sent then. */
export function ConditionFields({ instrument, condition, onChange, touch, problems }: ConditionFieldsProps) {
  const { kind, by, level, distance, unit, sends, limit } = condition;
  const { quote } = instrument;
  const isTrailing = kind === "trailing-stop";
  const stepLevel = (steps: number) => {
    const price = steppedPrice(instrument, level, touch, steps);
    if (price !== null) onChange({ level: price });
  };
  const stepLimit = (steps: number) => {
    const price = steppedPrice(instrument, limit || (isTrailing ? instrument.tick : level), touch, steps);
    if (price !== null) onChange({ limit: price });
  };
  const stepDistance = (steps: number) => {
    if (unit === "quote") {
      const price = steppedPrice(instrument, distance || instrument.tick, touch, steps);
      if (price !== null) onChange({ distance: price });
      return;
    }
    const read = readSteps(distance, { decimals: 2, mantissa: 1 });
    const bps = Math.max(1, ("steps" in read ? read.steps : 0) + PERCENT_STEP * steps);
    onChange({ distance: String(bps / 100) });
  };
  return (
    <>
      {isTrailing ? (
        <div className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-1">
          <NumberField
            label="Distance"
            unit={unit === "percent" ? "%" : quote}
            value={distance}
            problem={problems.distance}
            onChange={(typed) => onChange({ distance: typed })}
            onStep={stepDistance}
          />
          <select
            aria-label="Unit of the distance"
            className={LOOK}
            value={unit}
            onChange={(event) => onChange({ unit: event.target.value === "quote" ? "quote" : "percent", distance: "" })}
          >
            <option value="percent">%</option>
            <option value="quote">{quote}</option>
          </select>
        </div>
      ) : null}
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-1">
        <NumberField
          label={isTrailing ? "From" : "Trigger"}
          unit={isTrailing && level === "" ? "at once" : quote}
          value={level}
          problem={problems.level}
          onChange={(typed) => onChange({ level: typed })}
          onStep={stepLevel}
        />
        <select
          aria-label="Price that triggers"
          title="Last trade, mark (the middle of the book), best bid or best ask"
          className={LOOK}
          value={by}
          onChange={(event) => onChange({ by: TRIGGER_PRICES.find((word) => word === event.target.value) ?? "last" })}
        >
          {TRIGGER_PRICES.map((word) => (
            <option key={word} value={word}>
              {word}
            </option>
          ))}
        </select>
      </div>
      <div className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-2">
        <span className="text-[11px] text-fg-3">then</span>
        <Segments
          label="What is sent then"
          value={sends}
          choices={[
            { value: "market", label: "Market order" },
            { value: "limit", label: "Limit order" },
          ]}
          onChoose={(next) => onChange({ sends: next })}
        />
      </div>
      {sends === "market" && !isTrailing ? (
        <label
          className="flex min-h-[24px] items-center gap-1.5 text-[11px] text-fg-2 pointer-coarse:min-h-[44px]"
          title="It closes all of the position, whatever its size by then, and ends with it"
        >
          <input
            type="checkbox"
            checked={condition.closesPosition}
            className="size-[13px] accent-accent-solid pointer-coarse:size-[20px]"
            onChange={(event) => onChange({ closesPosition: event.target.checked })}
          />
          Whole position
        </label>
      ) : null}
      {sends === "limit" ? (
        <NumberField
          label={isTrailing ? "Limit beyond stop" : "Limit"}
          unit={quote}
          value={limit}
          problem={problems.limit}
          onChange={(typed) => onChange({ limit: typed })}
          onStep={stepLimit}
        />
      ) : null}
    </>
  );
}
