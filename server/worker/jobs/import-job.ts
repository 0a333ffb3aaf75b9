import type { Client } from "../../../db/client.ts";
import { importFiles } from "../../adapters/market-data/import/import-files.ts";
import type { ImportOptions } from "../../adapters/market-data/import/import-options.ts";
import { previewImport } from "../../adapters/market-data/import/preview-import.ts";
import type { DataJobProgress } from "../../domain/markets/data-job.ts";
import type { ImportRequest } from "../../domain/markets/data-request.ts";
import type { JobOutcome } from "./job-runner.ts";

type ImportJob = {
  readonly userId: string | null;
  readonly now: number;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: DataJobProgress) => void;
};

/** Without a rule for bad rows the files are read and shown; with one they are written. */
export async function carryOutImport(
  sql: Client,
  { files, mapping, series, onBadRows }: ImportRequest,
  { userId, now, signal, onProgress }: ImportJob,
): Promise<JobOutcome> {
  const options: ImportOptions = {
    now,
    signal,
    userId,
    onProgress,
    onBadRows: onBadRows ?? "keep-good",
    series,
    mapping,
  };
  if (onBadRows === null) return { kind: "previewed", preview: await previewImport(files, options) };
  const report = await importFiles(sql, files, options);
  if (report.refusal === null) return { kind: "done", report };
  return { kind: "failed", problem: report.refusal.message, report };
}
