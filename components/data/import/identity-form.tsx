"use client";

import { type FormEvent, useState } from "react";
import { SERIES_KINDS } from "../../../server/domain/markets/data-series.ts";
import { DATA_SOURCES } from "../../../server/domain/markets/data-source.ts";
import { missingWords } from "../../../server/domain/markets/import-report.ts";
import { TIMEFRAMES } from "../../../server/domain/time/timeframe.ts";
import { Button } from "../../ui/button.tsx";
import type { ImportChoice, PreviewedFile } from "../data-client.ts";
import { SmallField, SmallSelect } from "../small-field.tsx";

type SeriesChoice = NonNullable<ImportChoice["series"]>;

type IdentityFormProps = {
  readonly missing: PreviewedFile["missing"];
  readonly series: SeriesChoice | null;
  readonly isWaiting: boolean;
  readonly onSave: (series: SeriesChoice) => void;
};

const NOTHING: SeriesChoice = { source: null, symbol: null, kind: null, timeframe: null };

/** What the files do not say of themselves. */
export function IdentityForm({ missing, series, isWaiting, onSave }: IdentityFormProps) {
  const [named, setNamed] = useState<SeriesChoice>(series ?? NOTHING);
  const isComplete = missing.every((part) => named[part] !== null && named[part] !== "");
  const has = (part: PreviewedFile["missing"][number]) => missing.includes(part) || named[part] !== null;
  const save = (event: FormEvent) => {
    event.preventDefault();
    onSave(named);
  };
  return (
    <form
      aria-label="What the files hold"
      className="flex flex-wrap items-end gap-2 rounded-md border border-warn/60 p-2"
      onSubmit={save}
    >
      <p className="w-full text-warn">The file does not say its {missingWords(missing)}. Say it once for all files.</p>
      {has("source") ? (
        <>
          <SmallField
            label="Source"
            list="data-sources"
            className="w-[170px]"
            value={named.source ?? ""}
            maxLength={60}
            placeholder="binance-spot"
            onChange={(event) => setNamed({ ...named, source: event.target.value.trim() || null })}
          />
          <datalist id="data-sources">
            {DATA_SOURCES.map(({ source, label }) => (
              <option key={source} value={source}>
                {label}
              </option>
            ))}
          </datalist>
        </>
      ) : null}
      {has("symbol") ? (
        <SmallField
          label="Symbol"
          className="w-[150px]"
          value={named.symbol ?? ""}
          maxLength={60}
          placeholder="BTC/USDT"
          onChange={(event) => setNamed({ ...named, symbol: event.target.value.trim().toUpperCase() || null })}
        />
      ) : null}
      {has("kind") ? (
        <SmallSelect
          label="Kind"
          value={named.kind ?? ""}
          onChange={(event) =>
            setNamed({ ...named, kind: SERIES_KINDS.find((kind) => kind === event.target.value) ?? null })
          }
        >
          <option value="">choose</option>
          {SERIES_KINDS.map((kind) => (
            <option key={kind}>{kind}</option>
          ))}
        </SmallSelect>
      ) : null}
      {has("timeframe") ? (
        <SmallSelect
          label="Timeframe"
          value={named.timeframe ?? ""}
          onChange={(event) =>
            setNamed({ ...named, timeframe: TIMEFRAMES.find((frame) => frame === event.target.value) ?? null })
          }
        >
          <option value="">choose</option>
          {TIMEFRAMES.map((frame) => (
            <option key={frame}>{frame}</option>
          ))}
        </SmallSelect>
      ) : null}
      <Button type="submit" tone="accent" disabled={!isComplete || isWaiting}>
        Read again
      </Button>
    </form>
  );
}
