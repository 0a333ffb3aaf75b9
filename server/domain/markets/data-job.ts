import type { DataSeries } from "./data-series.ts";
import type { ImportedSeries, ImportReport } from "./import-report.ts";

export const DATA_JOB_KINDS = ["import", "fetch", "catalogue", "correction"] as const;
export type DataJobKind = (typeof DATA_JOB_KINDS)[number];

/** `previewed`: an import that was read and waits for a person to say how it goes on. */
export const DATA_JOB_STATUSES = ["queued", "running", "previewed", "done", "failed", "cancelled"] as const;
export type DataJobStatus = (typeof DATA_JOB_STATUSES)[number];

/** How far a job is: `done` of `total` units ("bytes", "rows", "candles"); null while the end is not known. */
export type DataJobProgress = {
  readonly done: number;
  readonly total: number | null;
  readonly unit: string;
  /** What it does at the moment, in a few words; empty when there is nothing to say. */
  readonly note: string;
};

/** What a download brought; `missing`: candles between the first and the last one asked for that the exchange does not have. */
export type FetchReport = { readonly series: ImportedSeries; readonly pages: number; readonly missing: number };

export type CatalogueReport = {
  readonly exchange: string;
  readonly instruments: number;
  readonly added: number;
  readonly changed: number;
  readonly delisted: number;
};

type CorrectionReport = { readonly series: DataSeries; readonly versions: number };

/** What a job of each kind ends with. */
export type DataJobReport =
  | { readonly kind: "import"; readonly report: ImportReport }
  | { readonly kind: "fetch"; readonly report: FetchReport }
  | { readonly kind: "catalogue"; readonly report: CatalogueReport }
  | { readonly kind: "correction"; readonly report: CorrectionReport };
