"use client";

import { type FormEvent, useState } from "react";
import {
  IMPORT_FIELDS,
  type ImportField,
  type ImportMapping,
  TIME_UNITS,
} from "../../../server/domain/markets/import-report.ts";
import { Button } from "../../ui/button.tsx";
import { SmallField, SmallSelect } from "../small-field.tsx";

type MappingFormProps = {
  readonly columns: readonly string[];
  readonly mapping: ImportMapping | null;
  readonly isWaiting: boolean;
  readonly onSave: (mapping: ImportMapping) => void;
};

const GROUPS: readonly { readonly title: string; readonly fields: readonly ImportField[] }[] = [
  {
    title: "Candles",
    fields: ["open_time", "open", "high", "low", "close", "volume", "quote_volume", "trades", "taker_volume"],
  },
  { title: "Trades", fields: ["time", "trade_id", "price", "quantity", "side", "buyer_is_maker"] },
  { title: "Funding", fields: ["funding_time", "funding_rate"] },
  { title: "Any", fields: ["symbol"] },
];

const UNIT_WORDS = { s: "seconds", ms: "milliseconds", us: "microseconds", ns: "nanoseconds", iso: "written out" };

const nameOf = (field: ImportField) => (field.charAt(0).toUpperCase() + field.slice(1)).replaceAll("_", " ");

/** Which column holds what, for files whose layout nobody knows. */
export function MappingForm({ columns, mapping, isWaiting, onSave }: MappingFormProps) {
  const [chosen, setChosen] = useState<Partial<Record<ImportField, string>>>(mapping?.columns ?? {});
  const [timeUnit, setTimeUnit] = useState<string>(mapping?.timeUnit ?? "");
  const [timezone, setTimezone] = useState(mapping?.timezone ?? "");
  const save = (event: FormEvent) => {
    event.preventDefault();
    const filled = IMPORT_FIELDS.flatMap((field) => {
      const column = chosen[field];
      return column === undefined || column === "" ? [] : [[field, column] as const];
    });
    const unit = TIME_UNITS.find((known) => known === timeUnit);
    onSave({
      columns: Object.fromEntries(filled),
      ...(unit === undefined ? {} : { timeUnit: unit }),
      ...(timezone.trim() === "" ? {} : { timezone: timezone.trim() }),
      ...(mapping?.delimiter === undefined ? {} : { delimiter: mapping.delimiter }),
    });
  };
  return (
    <form aria-label="Columns" className="flex flex-col gap-2 rounded-md border border-line p-2" onSubmit={save}>
      <p className="text-fg-2">
        Say which column holds what. Fill in one group; what the file does not have stays empty.
      </p>
      {GROUPS.map(({ title, fields }) => (
        <fieldset key={title} className="flex flex-wrap items-end gap-2">
          <legend className="float-left mr-1 w-[60px] self-center text-[11px] font-semibold text-fg-3">{title}</legend>
          {fields.map((field) => (
            <SmallSelect
              key={field}
              label={nameOf(field)}
              className="w-[100px]"
              value={chosen[field] ?? ""}
              onChange={(event) => setChosen({ ...chosen, [field]: event.target.value })}
            >
              <option value="">–</option>
              {columns.map((column) => (
                <option key={column}>{column}</option>
              ))}
            </SmallSelect>
          ))}
        </fieldset>
      ))}
      <div className="flex flex-wrap items-end gap-2">
        <SmallSelect label="Times are" value={timeUnit} onChange={(event) => setTimeUnit(event.target.value)}>
          <option value="">found out</option>
          {TIME_UNITS.map((unit) => (
            <option key={unit} value={unit}>
              {UNIT_WORDS[unit]}
            </option>
          ))}
        </SmallSelect>
        <SmallField
          label="Time zone of written times"
          className="w-[180px]"
          placeholder="UTC"
          value={timezone}
          maxLength={60}
          onChange={(event) => setTimezone(event.target.value)}
        />
        <Button type="submit" tone="accent" disabled={isWaiting || Object.values(chosen).every((column) => !column)}>
          Read again
        </Button>
      </div>
    </form>
  );
}
