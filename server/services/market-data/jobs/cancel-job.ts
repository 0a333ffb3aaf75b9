import { eq, sql } from "drizzle-orm";
import { dataJob } from "../../../../db/schema/index.ts";
import { accept, type Result } from "../../../domain/errors/rejection.ts";
import { type Actor, authorize } from "../../access/authorize.ts";
import { recordAudit } from "../../access/record-audit.ts";
import type { Desk } from "../../desk.ts";
import { holdDataJob, refuseStatus } from "./hold-data-job.ts";
import { type JobId, ringDataJobs } from "./queue-data-job.ts";

/** Stops a job that is not over. What a download has stored by then stays; an import is all or nothing. */
export async function cancelJob(desk: Desk, actor: Actor, { jobId }: JobId): Promise<Result<JobId>> {
  return desk.database.transaction(async (transaction) => {
    await authorize(transaction, actor, "data:import", null);
    const job = await holdDataJob(transaction, jobId);
    if (job.status === "cancelled") return accept({ jobId });
    if (job.status === "done" || job.status === "failed") return refuseStatus(job, "There is nothing left to cancel.");
    await transaction
      .update(dataJob)
      .set({ status: "cancelled", endedAt: sql`clock_timestamp()` })
      .where(eq(dataJob.id, jobId));
    await ringDataJobs(transaction, jobId);
    await recordAudit(transaction, actor, {
      action: "data.cancel",
      target: jobId,
      portfolioId: null,
      before: { status: job.status },
    });
    return accept({ jobId });
  });
}
