"use client";

import { type ReactNode, useState } from "react";
import { seriesName } from "../../../server/domain/markets/data-series.ts";
import { missingWords } from "../../../server/domain/markets/import-report.ts";
import { Button } from "../../ui/button.tsx";
import type { ImportChoice, ImportPreview, JobDetail, PreviewedFile } from "../data-client.ts";
import { formatCount, formatInstant } from "../format-data.ts";
import { IdentityForm } from "./identity-form.tsx";
import { MappingForm } from "./mapping-form.tsx";
import { ProblemTable } from "./problem-table.tsx";
import { SampleTable } from "./sample-table.tsx";

type PreviewViewProps = {
  readonly preview: ImportPreview;
  readonly choice: JobDetail["choice"];
  readonly isWaiting: boolean;
  readonly mayImport: boolean;
  readonly aside: ReactNode;
  readonly onChoose: (choice: ImportChoice) => void;
};

/** What was found in the files, and the choice of how it goes on. Nothing is stored yet. */
export function PreviewView({ preview, choice, isWaiting, mayImport, aside, onChoose }: PreviewViewProps) {
  const { files } = preview;
  const [shown, setShown] = useState(0);
  const file = files[shown] ?? files[0];
  const [isMapping, setIsMapping] = useState(false);
  const mapping = choice?.mapping ?? null;
  const series = choice?.series ?? null;
  const bad = files.reduce((sum, each) => sum + each.problems.total, 0);
  const rows = files.reduce((sum, each) => sum + each.rowCount, 0);
  const keptOut = files.reduce((sum, each) => sum + each.keptOut, 0);
  const good = Math.max(0, rows - bad - keptOut);
  const hindrance = hindranceOf(files);
  const canImport = mayImport && !isWaiting && hindrance === null;
  const choose = (onBadRows: ImportChoice["onBadRows"]) => onChoose({ mapping, series, onBadRows });
  if (file === undefined) return <p className="p-3 text-fg-3">No file was read.</p>;
  const needsMapping = file.refusal?.code === "format-unknown" || file.refusal?.code === "mapping-wrong";
  return (
    <div className="flex min-h-0 flex-1 flex-col" data-testid="preview">
      <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-auto p-3">
        {files.length > 1 ? <FileTabs files={files} shown={shown} onShow={setShown} /> : null}
        <FileFacts file={file} />
        {file.missing.length > 0 ? (
          <IdentityForm
            missing={file.missing}
            series={series}
            isWaiting={isWaiting}
            onSave={(named) => onChoose({ mapping, series: named, onBadRows: null })}
          />
        ) : null}
        {file.columns.length > 0 ? (
          isMapping || needsMapping ? (
            <MappingForm
              columns={file.columns}
              mapping={mapping ?? file.mapping}
              isWaiting={isWaiting}
              onSave={(mapped) => onChoose({ mapping: mapped, series, onBadRows: null })}
            />
          ) : (
            <div>
              <Button size="row" onClick={() => setIsMapping(true)}>
                Change how columns are read
              </Button>
            </div>
          )
        ) : null}
        <ProblemTable problems={file.problems} />
        <SampleTable file={file} />
      </div>
      <div className="flex shrink-0 flex-wrap items-center gap-2 border-t border-line bg-raised px-3 py-2">
        <p className="mr-auto text-fg-2">
          {hindrance ?? (
            <>
              <b className="font-semibold text-fg">{formatCount(good)}</b> good rows
              {bad === 0 ? ", none is bad. " : null}
              {bad === 0 ? null : (
                <>
                  , <b className="font-semibold text-warn">{formatCount(bad)}</b> bad.{" "}
                </>
              )}
              Nothing is stored yet.
            </>
          )}
        </p>
        {aside}
        {bad === 0 ? null : (
          <Button disabled={!canImport} title="One bad row and nothing is stored" onClick={() => choose("refuse-all")}>
            All or nothing
          </Button>
        )}
        <Button tone="accent" disabled={!canImport || good === 0} onClick={() => choose("keep-good")}>
          {bad === 0 ? `Store ${formatCount(good)} rows` : `Store the ${formatCount(good)} good rows`}
        </Button>
      </div>
    </div>
  );
}

/** Why the import cannot go on yet; null when it can. */
function hindranceOf(files: readonly PreviewedFile[]): string | null {
  const unnamed = files.find(({ missing }) => missing.length > 0);
  if (unnamed !== undefined) return `First say the ${missingWords(unnamed.missing)} of ${unnamed.file}.`;
  const refused = files.find(({ refusal }) => refusal !== null);
  if (refused !== undefined) return `${refused.file} cannot be read as it is.`;
  return null;
}

type FileTabsProps = {
  readonly files: readonly PreviewedFile[];
  readonly shown: number;
  readonly onShow: (index: number) => void;
};

function FileTabs({ files, shown, onShow }: FileTabsProps) {
  return (
    <fieldset aria-label="Files" className="flex max-h-[136px] shrink-0 flex-wrap gap-1 overflow-auto">
      {files.map((file, index) => (
        <button
          key={file.file}
          type="button"
          aria-pressed={index === shown}
          className="max-w-[260px] truncate rounded-sm border border-line px-2 py-1 text-[11px] text-fg-2 hover:bg-hover aria-pressed:border-accent aria-pressed:bg-selected aria-pressed:text-fg pointer-coarse:min-h-[44px]"
          onClick={() => onShow(index)}
        >
          {file.refusal === null ? "" : "✕ "}
          {file.file}
        </button>
      ))}
    </fieldset>
  );
}

function FileFacts({ file }: { readonly file: PreviewedFile }) {
  const { description, series, rowCount, keptOut, firstAt, lastAt, refusal } = file;
  return (
    <div className="flex flex-col gap-1">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <strong className="text-[14px] font-semibold">{file.file}</strong>
        <span className="text-fg-2" data-testid="format">
          {description}
        </span>
      </p>
      {refusal === null || file.missing.length > 0 ? null : (
        <p role="alert" className="text-danger">
          {refusal.message}
        </p>
      )}
      <p className="flex flex-wrap gap-x-4 text-fg-3">
        {series.length === 0 ? null : (
          <span>
            Series{" "}
            <b className="font-medium text-fg" data-testid="preview-series">
              {series.slice(0, 6).map(seriesName).join(" · ")}
              {series.length > 6 ? ` and ${series.length - 6} more` : ""}
            </b>
          </span>
        )}
        {rowCount === 0 ? null : (
          <span>
            Rows <b className="font-medium text-fg">{formatCount(rowCount)}</b>
          </span>
        )}
        {firstAt === null || lastAt === null ? null : (
          <span>
            Time{" "}
            <b className="font-medium text-fg">
              {formatInstant(firstAt)} to {formatInstant(lastAt)} UTC
            </b>
          </span>
        )}
        {keptOut === 0 ? null : <span>{formatCount(keptOut)} kept out: may still be forming</span>}
      </p>
    </div>
  );
}
