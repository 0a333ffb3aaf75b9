import type { Client } from "../../../db/client.ts";
import {
  type ClaimedDataJob,
  claimDataJob,
  DATA_JOBS_BELL,
  failDataJob,
  finishDataJob,
  previewDataJob,
  releaseDataJob,
  reportDataJob,
} from "../../../db/queries/data-jobs.ts";
import type { DataJobProgress, DataJobReport } from "../../domain/markets/data-job.ts";
import type { ImportPreview } from "../../domain/markets/import-report.ts";
import type { Logger } from "../../platform/logger.ts";

const BEAT_MS = 500; // A cancellation is to be noticed within a second.
const LOOK_MS = 5_000; // For jobs whose process died, and bells that were lost.
const AFTER_FAULT_MS = 1_000;

/** `interrupted`: it stopped because its signal came. */
export type JobOutcome =
  | { readonly kind: "done"; readonly report: DataJobReport["report"] }
  | { readonly kind: "previewed"; readonly preview: ImportPreview }
  | { readonly kind: "failed"; readonly problem: string; readonly report?: DataJobReport["report"] }
  | { readonly kind: "interrupted" };

export type JobControl = {
  /** Comes when the job was cancelled or the process ends. */
  readonly signal: AbortSignal;
  onProgress(progress: DataJobProgress): void;
};

export type CarryOut = (job: ClaimedDataJob, control: JobControl) => Promise<JobOutcome>;

export type JobRunnerOptions = { readonly sql: Client; readonly log: Logger; readonly carryOut: CarryOut };

export type JobRunner = {
  /** Interrupts the job at hand, puts it back and stops. */
  close(): Promise<void>;
};

/** Works off the queue of data jobs, one after the other, until it is closed. */
export async function startJobRunner({ sql, log, carryOut }: JobRunnerOptions): Promise<JobRunner> {
  let isClosing = false;
  let bells = 0;
  let ring = () => {};
  const hear = () => {
    bells += 1;
    ring();
  };
  const listening = await sql.listen(DATA_JOBS_BELL, hear, hear);

  /** Until the bell rings, but not for ever. */
  const rest = (ms: number) =>
    new Promise<void>((done) => {
      const timer = setTimeout(done, ms);
      ring = () => {
        clearTimeout(timer);
        done();
      };
    });

  async function work(): Promise<void> {
    while (!isClosing) {
      try {
        const before = bells;
        const job = await claimDataJob(sql);
        if (job !== null) await carry(job);
        else if (bells === before) await rest(LOOK_MS); // Else it rang while the queue was being looked into.
      } catch (cause) {
        log.error({ err: cause }, "the queue of data jobs cannot be worked off");
        await rest(AFTER_FAULT_MS);
      }
    }
  }

  async function carry(job: ClaimedDataJob): Promise<void> {
    const { id, kind, attempt } = job;
    const stopping = new AbortController();
    let progress: DataJobProgress = { done: 0, total: null, unit: "", note: "" };
    let isOver = false;
    const beats = (async () => {
      while (!isOver) {
        try {
          if (isClosing || !(await reportDataJob(sql, job, progress))) stopping.abort();
        } catch (cause) {
          log.warn({ err: cause, job: id }, "a data job's progress cannot be written");
        }
        if (!isOver) await rest(BEAT_MS);
      }
    })();
    log.info({ job: id, kind, attempt }, "data job begins");
    const onProgress = (news: DataJobProgress) => {
      progress = news;
    };
    const outcome = await carryOut(job, { signal: stopping.signal, onProgress }).catch((cause: unknown): JobOutcome => {
      if (stopping.signal.aborted) return { kind: "interrupted" };
      log.error({ err: cause, job: id }, "data job failed");
      return { kind: "failed", problem: cause instanceof Error ? cause.message : String(cause) };
    });
    isOver = true;
    ring();
    await beats;
    if (outcome.kind !== "interrupted") await reportDataJob(sql, job, progress);
    await settle(job, outcome);
    log.info({ job: id, kind, outcome: outcome.kind }, "data job ended");
  }

  async function settle(job: ClaimedDataJob, outcome: JobOutcome): Promise<void> {
    switch (outcome.kind) {
      case "done":
        return finishDataJob(sql, job, outcome.report);
      case "previewed":
        return void (await previewDataJob(sql, job, outcome.preview));
      case "failed":
        return failDataJob(sql, job, outcome.problem, outcome.report ?? null);
      case "interrupted":
        return releaseDataJob(sql, job); // Not when it was cancelled: then it is no longer running.
    }
  }

  const working = work();
  return {
    close: async () => {
      isClosing = true;
      ring();
      await working;
      await listening.unlisten().catch(() => {});
    },
  };
}
