import { eq } from "drizzle-orm";
import { dataJob } from "../../../../db/schema/index.ts";
import { type Rejection, refuse } from "../../../domain/errors/rejection.ts";
import type { DataJobKind, DataJobStatus } from "../../../domain/markets/data-job.ts";
import { AccessError } from "../../access/authorize.ts";
import type { Transaction } from "../../desk.ts";

export type HeldDataJob = {
  readonly kind: DataJobKind;
  readonly status: DataJobStatus;
  readonly request: unknown;
};

/** The job as it stands, locked until the transaction ends. */
export async function holdDataJob(transaction: Transaction, jobId: string): Promise<HeldDataJob> {
  const [job] = await transaction
    .select({ kind: dataJob.kind, status: dataJob.status, request: dataJob.request })
    .from(dataJob)
    .where(eq(dataJob.id, jobId))
    .for("update");
  if (job === undefined) throw new AccessError("not-found");
  return job;
}

/** Somebody else was faster, or the screen is old. */
export const refuseStatus = (
  job: HeldDataJob,
  advice: string,
): { readonly ok: false; readonly rejection: Rejection<"job-moved-on"> } =>
  refuse("job-moved-on", `This job is ${job.status}. ${advice}`, { status: job.status });
