import { eq } from "drizzle-orm";
import { dataJob } from "../../../../db/schema/index.ts";
import { accept, type Result } from "../../../domain/errors/rejection.ts";
import { dataRequest } from "../../../domain/markets/data-request.ts";
import { type Actor, authorize } from "../../access/authorize.ts";
import { recordAudit } from "../../access/record-audit.ts";
import type { Desk } from "../../desk.ts";
import { refuseMissingUpload } from "../uploads/missing-upload.ts";
import { holdDataJob, refuseStatus } from "./hold-data-job.ts";
import { type JobId, ringDataJobs } from "./queue-data-job.ts";

/** Queues a failed or cancelled job again, as it was asked. A download goes on where its stored candles end. */
export async function retryJob(desk: Desk, actor: Actor, { jobId }: JobId): Promise<Result<JobId>> {
  return desk.database.transaction(async (transaction) => {
    await authorize(transaction, actor, "data:import", null);
    const job = await holdDataJob(transaction, jobId);
    if (job.status === "queued") return accept({ jobId });
    if (job.status !== "failed" && job.status !== "cancelled") {
      return refuseStatus(job, "Only a failed or cancelled job can be tried again.");
    }
    const asked = dataRequest.safeParse({ kind: job.kind, request: job.request });
    const missing =
      asked.success && asked.data.kind === "import" ? await refuseMissingUpload(asked.data.request) : null;
    if (missing !== null) return missing;
    await transaction
      .update(dataJob)
      .set({ status: "queued", problem: null, report: null, endedAt: null, progress: {} })
      .where(eq(dataJob.id, jobId));
    await ringDataJobs(transaction, jobId);
    await recordAudit(transaction, actor, {
      action: "data.retry",
      target: jobId,
      portfolioId: null,
      before: { status: job.status },
    });
    return accept({ jobId });
  });
}
