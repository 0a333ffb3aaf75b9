"use client";

import { CircleCheck, Download, OctagonX } from "lucide-react";
import type { ReactNode } from "react";
import { seriesName } from "../../../server/domain/markets/data-series.ts";
import { Button } from "../../ui/button.tsx";
import type { ImportReport } from "../data-client.ts";
import { formatCount, formatInstant } from "../format-data.ts";
import { ScrollBox } from "../scroll-box.tsx";
import { ProblemTable } from "./problem-table.tsx";
import { reportCsv, reportJson, saveFile } from "./report-files.ts";

type ImportReportViewProps = {
  readonly report: ImportReport;
  readonly name: string;
  readonly aside: ReactNode;
};

/** What an import stored, what it left as it was and what it did not take. */
export function ImportReportView({ report, name, aside }: ImportReportViewProps) {
  const { outcome, refusal, series, files, problems } = report;
  const isRefused = outcome === "refused";
  const sum = (pick: (each: ImportReport["series"][number]) => number) =>
    series.reduce((total, each) => total + pick(each), 0);
  const fileName = `import-report-${name.replaceAll(/[^\w.-]+/g, "-").slice(0, 60)}`;
  const added = sum((each) => each.added);
  const unchanged = sum((each) => each.unchanged);
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-auto p-3" data-testid="import-report">
      <div className="flex flex-wrap items-center gap-2">
        <p
          role="status"
          className={`flex items-center gap-1.5 text-[14px] font-semibold ${isRefused ? "text-danger" : "text-ok"}`}
        >
          {isRefused ? <OctagonX size={16} aria-hidden="true" /> : <CircleCheck size={16} aria-hidden="true" />}
          {isRefused
            ? "Refused: nothing was stored"
            : added === 0 && unchanged > 0
              ? "Nothing new: everything was stored already"
              : `${formatCount(added)} rows stored`}
        </p>
        <span className="ml-auto flex flex-wrap gap-1">
          <Button size="row" onClick={() => saveFile(`${fileName}.csv`, reportCsv(report), "text/csv")}>
            <Download size={12} aria-hidden="true" /> CSV
          </Button>
          <Button size="row" onClick={() => saveFile(`${fileName}.json`, reportJson(report), "application/json")}>
            <Download size={12} aria-hidden="true" /> JSON
          </Button>
          {aside}
        </span>
      </div>
      {refusal === null ? null : <p className="text-danger">{refusal.message}</p>}
      <dl className="grid shrink-0 grid-cols-[repeat(auto-fit,minmax(110px,1fr))] gap-px overflow-hidden rounded-md border border-line bg-line">
        <Figure label="Rows read" count={files.reduce((total, file) => total + file.rows, 0)} />
        <Figure label="Added" count={added} />
        <Figure label="Unchanged" count={unchanged} />
        <Figure label="Conflicts" count={sum((each) => each.conflicts)} isFinding />
        <Figure label="Bad rows" count={problems.total} isFinding />
        <Figure label="Still forming" count={files.reduce((total, file) => total + file.keptOut, 0)} />
      </dl>
      {series.length === 0 ? null : (
        <ScrollBox label="Stored series" className="shrink-0 rounded-md border border-line">
          <table className="grid-table" data-testid="stored-series">
            <thead>
              <tr>
                <th className="text">Series</th>
                <th className="text max-md:hidden">From UTC</th>
                <th className="text max-md:hidden">To UTC</th>
                <th>Rows</th>
                <th>Added</th>
                <th>Unchanged</th>
                <th>Conflicts</th>
              </tr>
            </thead>
            <tbody>
              {series.map((each) => (
                <tr key={seriesName(each.series)}>
                  <td className="text font-semibold">{seriesName(each.series)}</td>
                  <td className="text text-fg-2 max-md:hidden">
                    {each.firstAt === null ? "" : formatInstant(each.firstAt)}
                  </td>
                  <td className="text text-fg-2 max-md:hidden">
                    {each.lastAt === null ? "" : formatInstant(each.lastAt)}
                  </td>
                  <td>{formatCount(each.rows)}</td>
                  <td>{formatCount(each.added)}</td>
                  <td>{formatCount(each.unchanged)}</td>
                  <td className={each.conflicts === 0 ? "text-fg-3" : "font-medium text-warn"}>
                    {formatCount(each.conflicts)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
      <Conflicts series={series} />
      <ProblemTable problems={problems} />
    </div>
  );
}

type FigureProps = { readonly label: string; readonly count: number; readonly isFinding?: boolean };

function Figure({ label, count, isFinding = false }: FigureProps) {
  return (
    <div className="bg-panel px-2.5 py-1.5">
      <dt className="text-[11px] text-fg-3">{label}</dt>
      <dd className={`text-[15px] font-semibold ${isFinding && count > 0 ? "text-warn" : ""}`}>{formatCount(count)}</dd>
    </div>
  );
}

function Conflicts({ series }: Pick<ImportReport, "series">) {
  const conflicts = series.flatMap((each) =>
    each.firstConflicts.map((conflict) => ({ ...conflict, name: seriesName(each.series) })),
  );
  if (conflicts.length === 0) return null;
  return (
    <section aria-label="Conflicts" className="flex shrink-0 flex-col gap-1.5">
      <h3 className="font-semibold text-warn">Stored differently already, and left as they are</h3>
      <ScrollBox label="Conflicting candles" className="max-h-[220px] rounded-md border border-line">
        <table className="grid-table">
          <thead>
            <tr>
              <th className="text">Series</th>
              <th className="text">At UTC</th>
              <th className="text">Stored</th>
              <th className="text w-full">In the file</th>
            </tr>
          </thead>
          <tbody>
            {conflicts.map((conflict) => (
              <tr key={`${conflict.name}-${conflict.at}`}>
                <td className="text">{conflict.name}</td>
                <td className="text">{formatInstant(conflict.at)}</td>
                <td className="text text-fg-2">{conflict.stored}</td>
                <td className="text text-fg-2">{conflict.given}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </section>
  );
}
