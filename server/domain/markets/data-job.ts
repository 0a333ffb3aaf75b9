export const DATA_JOB_KINDS = ["import", "fetch", "catalogue"] as const;
export type DataJobKind = (typeof DATA_JOB_KINDS)[number];

/** `previewed`: an import that was read and waits for a person to say how it goes on. */
export const DATA_JOB_STATUSES = ["queued", "running", "previewed", "done", "failed", "cancelled"] as const;
export type DataJobStatus = (typeof DATA_JOB_STATUSES)[number];
