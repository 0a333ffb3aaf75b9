import { eq } from "drizzle-orm";
import { dataJob } from "../../../../db/schema/index.ts";
import { accept, type Result } from "../../../domain/errors/rejection.ts";
import { dataRequest, type ImportRequest } from "../../../domain/markets/data-request.ts";
import { type Actor, authorize } from "../../access/authorize.ts";
import { recordAudit } from "../../access/record-audit.ts";
import type { Desk } from "../../desk.ts";
import { refuseMissingUpload } from "../uploads/missing-upload.ts";
import { holdDataJob, refuseStatus } from "./hold-data-job.ts";
import { type JobId, ringDataJobs } from "./queue-data-job.ts";

export type ChooseImportInput = JobId & Pick<ImportRequest, "mapping" | "series" | "onBadRows">;

/**
 * Says how a previewed import goes on: into the store, by the given rule for bad rows; or, without one, read again with
 * another mapping.
 */
export async function chooseImport(desk: Desk, actor: Actor, input: ChooseImportInput): Promise<Result<JobId>> {
  const { jobId, ...choice } = input;
  return desk.database.transaction(async (transaction) => {
    await authorize(transaction, actor, "data:import", null);
    const job = await holdDataJob(transaction, jobId);
    const asked = dataRequest.safeParse({ kind: job.kind, request: job.request });
    if (job.status !== "previewed" || !asked.success || asked.data.kind !== "import") {
      return refuseStatus(job, "Only an import that waits for your choice can go on. Look at the list of jobs.");
    }
    const missing = await refuseMissingUpload(asked.data.request);
    if (missing !== null) return missing;
    const request: ImportRequest = { ...asked.data.request, ...choice };
    await transaction.update(dataJob).set({ status: "queued", request, progress: {} }).where(eq(dataJob.id, jobId));
    await ringDataJobs(transaction, jobId);
    await recordAudit(transaction, actor, {
      action: choice.onBadRows === null ? "data.import-preview" : "data.import-commit",
      target: jobId,
      portfolioId: null,
      after: choice,
    });
    return accept({ jobId });
  });
}
