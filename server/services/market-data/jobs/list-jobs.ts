import { desc, eq, sql } from "drizzle-orm";
import { dataJob, user } from "../../../../db/schema/index.ts";
import type { DataJobKind, DataJobProgress, DataJobStatus } from "../../../domain/markets/data-job.ts";
import { type Actor, authorize } from "../../access/authorize.ts";
import type { Desk } from "../../desk.ts";

const JOBS_SHOWN = 100;

/** A job without its request's paths and without its report, which may be long: {@link readJob} has them. */
export type DataJobListing = {
  readonly jobId: string;
  readonly kind: DataJobKind;
  readonly status: DataJobStatus;
  /** What it works on, in a few words. */
  readonly subject: string;
  readonly progress: (DataJobProgress & { readonly startedAt: number }) | null;
  readonly problem: string | null;
  readonly attempts: number;
  readonly askedBy: string | null;
  readonly createdAt: number;
  readonly aliveAt: number | null;
  readonly endedAt: number | null;
};

const subject = sql<string>`case ${dataJob.kind}
  when 'import' then concat(${dataJob.request} #>> '{files,0,name}', case when jsonb_array_length(${dataJob.request} -> 'files') > 1
    then concat(' and ', jsonb_array_length(${dataJob.request} -> 'files') - 1, ' more') end)
  when 'fetch' then concat_ws(' ', ${dataJob.request} ->> 'exchange', ${dataJob.request} ->> 'symbol', ${dataJob.request} ->> 'timeframe')
  when 'catalogue' then ${dataJob.request} ->> 'exchange'
  else concat_ws(' ', ${dataJob.request} #>> '{series,source}', ${dataJob.request} #>> '{series,symbol}', ${dataJob.request} #>> '{series,timeframe}') end`;

/** The newest first. */
export async function listJobs(desk: Desk, actor: Actor): Promise<DataJobListing[]> {
  await authorize(desk.database, actor, "data:view", null);
  const rows = await desk.database
    .select({
      jobId: dataJob.id,
      kind: dataJob.kind,
      status: dataJob.status,
      subject,
      progress: dataJob.progress,
      problem: dataJob.problem,
      attempts: dataJob.attempts,
      askedBy: user.name,
      createdAt: dataJob.createdAt,
      aliveAt: dataJob.aliveAt,
      endedAt: dataJob.endedAt,
    })
    .from(dataJob)
    .leftJoin(user, eq(user.id, dataJob.userId))
    .orderBy(desc(dataJob.createdAt), desc(dataJob.id))
    .limit(JOBS_SHOWN);
  return rows.map(({ progress, createdAt, aliveAt, endedAt, ...row }) => ({
    ...row,
    progress: progressOf(progress),
    createdAt: createdAt.getTime(),
    aliveAt: aliveAt?.getTime() ?? null,
    endedAt: endedAt?.getTime() ?? null,
  }));
}

/** Empty until a process has taken the job; written by the queue's own functions from then on. */
function progressOf(stored: unknown): DataJobListing["progress"] {
  const progress = stored as Partial<NonNullable<DataJobListing["progress"]>>;
  if (progress.startedAt === undefined) return null;
  const { done = 0, total = null, unit = "", note = "", startedAt } = progress;
  return { done, total, unit, note, startedAt };
}
