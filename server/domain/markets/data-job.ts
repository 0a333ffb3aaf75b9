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
