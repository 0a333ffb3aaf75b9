"use client";

import { seriesName } from "../../../server/domain/markets/data-series.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyNote } from "../../ui/panel.tsx";
import { CopyHash } from "../copy-hash.tsx";
import { dataClient, type SeriesCoverage, type SeriesDescription } from "../data-client.ts";
import { formatCount, formatInstant } from "../format-data.ts";
import { usePolled } from "../use-polled.ts";
import { DefectTable } from "./defect-table.tsx";
import { FillButton } from "./fill-button.tsx";

type SeriesDetailProps = {
  readonly entry: SeriesCoverage;
  readonly mayFetch: boolean;
  readonly mayJudge: boolean;
  readonly onChanged: () => void;
};

const AGAIN_MS = 15_000;

/** What is wrong in a series and what was put right, with the ways to judge and mend it. */
export function SeriesDetail({ entry, mayFetch, mayJudge, onChanged }: SeriesDetailProps) {
  const { series, firstAt, lastAt, missing, conflicts, outages } = entry;
  const { value, problem, reload } = usePolled(
    () => dataClient.series(series),
    () => AGAIN_MS,
  );
  return (
    <section
      aria-label={`Details of ${seriesName(series)}`}
      className="flex flex-col gap-2 border-l-2 border-accent bg-canvas px-3 py-2 max-sm:w-dvw max-sm:px-2"
    >
      <div className="flex flex-wrap items-center gap-x-5 gap-y-1 text-fg-3">
        <Fact label="Rows" value={formatCount(entry.rows)} />
        <Fact label="From" value={formatInstant(firstAt)} />
        <Fact label="To" value={formatInstant(lastAt)} />
        {missing === null ? null : (
          <Fact label="Missing" value={`${formatCount(missing)} ${missing === 1 ? "candle" : "candles"}`} />
        )}
        <Fact label="Outages" value={formatCount(outages)} />
        <Fact label="Conflicts" value={formatCount(conflicts)} />
        {entry.bytes === 0 ? null : (
          <span className="inline-flex items-center gap-1.5">
            SHA-256 <CopyHash hash={entry.hash} />
          </span>
        )}
        <span className="ml-auto">
          <FillButton series={series} defects={value?.defects ?? []} mayFetch={mayFetch} />
        </span>
      </div>
      {value === null ? <Waiting problem={problem} onRetry={reload} /> : null}
      {value === null ? null : (
        <>
          <DefectTable
            series={series}
            description={value}
            mayJudge={mayJudge}
            onChanged={() => {
              reload();
              onChanged();
            }}
          />
          <Corrections corrections={value.corrections} />
        </>
      )}
    </section>
  );
}

function Fact({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <span>
      {label} <b className="font-medium text-fg-2">{value}</b>
    </span>
  );
}

function Waiting({ problem, onRetry }: { readonly problem: string | null; readonly onRetry: () => void }) {
  if (problem === null) return <EmptyNote>Reading defects…</EmptyNote>;
  return (
    <p className="flex items-center gap-2 text-danger">
      {problem} <Button onClick={onRetry}>Try again</Button>
    </p>
  );
}

function Corrections({ corrections }: Pick<SeriesDescription, "corrections">) {
  if (corrections.length === 0) return null;
  return (
    <table className="grid-table max-w-[900px]">
      <caption className="py-1 text-left font-semibold">Corrections</caption>
      <thead>
        <tr>
          <th className="text">When UTC</th>
          <th className="text">Month</th>
          <th>Version</th>
          <th className="text">By</th>
          <th className="text w-full">Reason</th>
        </tr>
      </thead>
      <tbody>
        {corrections.map((correction) => (
          <tr key={`${correction.spanAt}-${correction.version}`}>
            <td className="text">{formatInstant(correction.at)}</td>
            <td className="text">{new Date(correction.spanAt).toISOString().slice(0, 7)}</td>
            <td>{correction.version}</td>
            <td className="text">{correction.by ?? "command line"}</td>
            <td className="text !whitespace-normal">{correction.reason}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
