import type { DataJobProgress, DataJobReport } from "../../server/domain/markets/data-job.ts";
import { type DataRequest, dataRequest } from "../../server/domain/markets/data-request.ts";
import type { ImportPreview } from "../../server/domain/markets/import-report.ts";
import type { Client } from "../client.ts";

/** Rung when a job was queued or cancelled; the payload is its id. Progress rings nothing: readers look by themselves. */
export const DATA_JOBS_BELL = "tradewind_jobs";

// A job whose process died is taken over; one that takes its process with it every time must not do so for ever.
const SILENT_S = 30;
const ATTEMPTS_MAX = 6;

/** `attempt` says whose job it is: what an earlier, presumed dead attempt still reports is ignored. */
export type DataJobKey = { readonly id: string; readonly attempt: number };

export type ClaimedDataJob = DataJobKey & DataRequest & { readonly userId: string | null };

type ClaimedRow = { id: string; attempts: number; kind: string; request: unknown; user_id: string | null };

/** The oldest job that waits or whose process fell silent, now this caller's; null when there is none. */
export async function claimDataJob(sql: Client): Promise<ClaimedDataJob | null> {
  await sql`
    update data_job set status = 'failed', ended_at = clock_timestamp(),
      problem = ${`The process that carried it out ended ${ATTEMPTS_MAX} times before the job did. Look into the desk's log, then retry.`}
    where status = 'running' and alive_at < clock_timestamp() - ${SILENT_S}::int * interval '1 s' and attempts >= ${ATTEMPTS_MAX}`;
  const [row] = await sql<ClaimedRow[]>`
    update data_job set status = 'running', attempts = attempts + 1, alive_at = clock_timestamp(), ended_at = null, problem = null,
      progress = jsonb_build_object('done', 0, 'total', null, 'unit', '', 'note', '',
        'startedAt', (extract(epoch from clock_timestamp()) * 1000)::bigint)
    where id = (
      select id from data_job
      where status = 'queued' or (status = 'running' and alive_at < clock_timestamp() - ${SILENT_S}::int * interval '1 s')
      order by created_at, id limit 1 for update skip locked)
    returning id, attempts, kind, request, user_id`;
  if (row === undefined) return null;
  const key = { id: row.id, attempt: row.attempts };
  const asked = dataRequest.safeParse({ kind: row.kind, request: row.request });
  if (asked.success) return { ...key, ...asked.data, userId: row.user_id };
  const where = asked.error.issues[0]?.path.join(".") ?? "request";
  await failDataJob(sql, key, `The job's request cannot be read: "${where}" is missing or malformed. Queue it anew.`);
  return claimDataJob(sql);
}

/** Says how far it is and that it lives; call it at least every 10 s. False: stop, it was cancelled or belongs to another now. */
export async function reportDataJob(sql: Client, key: DataJobKey, progress: DataJobProgress): Promise<boolean> {
  const rows = await sql`
    update data_job set progress = progress || ${sql.json(progress)}::jsonb, alive_at = clock_timestamp()
    where id = ${key.id} and attempts = ${key.attempt} and status = 'running' returning id`;
  return rows.length === 1;
}

/** An import was read: its preview waits for a person. False when it was cancelled meanwhile. */
export async function previewDataJob(sql: Client, key: DataJobKey, preview: ImportPreview): Promise<boolean> {
  const rows = await sql`
    update data_job set status = 'previewed', report = ${json(sql, preview)}, alive_at = clock_timestamp()
    where id = ${key.id} and attempts = ${key.attempt} and status = 'running' returning id`;
  return rows.length === 1;
}

/** A cancellation that came too late is overruled: what is in the store must not be called cancelled. */
export async function finishDataJob(sql: Client, key: DataJobKey, report: DataJobReport["report"]): Promise<void> {
  await sql`
    update data_job set status = 'done', report = ${json(sql, report)}, ended_at = clock_timestamp(), alive_at = clock_timestamp()
    where id = ${key.id} and attempts = ${key.attempt} and status in ('running', 'cancelled')`;
}

/** `problem` is one sentence for a person that says what to do; the report says what was found until then, if anything. */
export async function failDataJob(
  sql: Client,
  key: DataJobKey,
  problem: string,
  report: DataJobReport["report"] | null = null,
): Promise<void> {
  await sql`
    update data_job set status = 'failed', problem = ${problem}, ended_at = clock_timestamp(),
      report = coalesce(${report === null ? null : json(sql, report)}::jsonb, report)
    where id = ${key.id} and attempts = ${key.attempt} and status = 'running'`;
}

/** Puts a job back that its process cannot finish because it is told to end: the next one need not wait for its silence. */
export async function releaseDataJob(sql: Client, key: DataJobKey): Promise<void> {
  await sql`
    update data_job set status = 'queued'
    where id = ${key.id} and attempts = ${key.attempt} and status = 'running'`;
}

// The driver's own JSON type leaves out interfaces and optional fields; reports are plain data.
const json = (sql: Client, value: object) => sql.json(value as Parameters<Client["json"]>[0]);
