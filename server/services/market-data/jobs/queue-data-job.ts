import { sql } from "drizzle-orm";
import { DATA_JOBS_BELL } from "../../../../db/queries/data-jobs.ts";
import { dataJob } from "../../../../db/schema/index.ts";
import type { DataRequest } from "../../../domain/markets/data-request.ts";
import type { Actor } from "../../access/authorize.ts";
import type { Transaction } from "../../desk.ts";

/** Made by the client: asking twice under one id queues one job. */
export type JobId = { readonly jobId: string };

/** Puts the job into the queue and rings the process that works it off; false when there is one of this id already. */
export async function queueDataJob(
  transaction: Transaction,
  actor: Actor,
  { jobId, kind, request }: JobId & DataRequest,
): Promise<boolean> {
  const added = await transaction
    .insert(dataJob)
    .values({ id: jobId, kind, status: "queued", request, progress: {}, userId: actor.userId })
    .onConflictDoNothing()
    .returning({ id: dataJob.id });
  if (added.length === 0) return false;
  await ringDataJobs(transaction, jobId);
  return true;
}

export async function ringDataJobs(transaction: Transaction, jobId: string): Promise<void> {
  await transaction.execute(sql`select pg_notify(${DATA_JOBS_BELL}, ${jobId})`);
}
