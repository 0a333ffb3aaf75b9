import { accept, type Result, refuse } from "../../../domain/errors/rejection.ts";
import { type Actor, authorize } from "../../access/authorize.ts";
import { recordAudit } from "../../access/record-audit.ts";
import type { Desk } from "../../desk.ts";
import { fileName } from "../uploads/file-name.ts";
import { findUpload } from "../uploads/upload-folder.ts";
import { type JobId, queueDataJob } from "./queue-data-job.ts";

export type QueueImportInput = JobId & {
  readonly files: readonly { readonly uploadId: string; readonly name: string }[];
};

/** Has uploaded files read; the job then shows what it found and waits for {@link chooseImport}. */
export async function queueImport(
  desk: Desk,
  actor: Actor,
  dataDir: string,
  { jobId, files }: QueueImportInput,
): Promise<Result<JobId>> {
  return desk.database.transaction(async (transaction) => {
    await authorize(transaction, actor, "data:import", null);
    const found = [];
    for (const { uploadId, name } of files) {
      const upload = await findUpload(dataDir, uploadId);
      if (upload === null) {
        return refuse("upload-gone", `The file "${fileName(name)}" is not on the desk any more. Drop it again.`);
      }
      found.push({ ...upload, name: fileName(name) });
    }
    const request = { files: found, mapping: null, series: null, onBadRows: null };
    if (await queueDataJob(transaction, actor, { jobId, kind: "import", request })) {
      await recordAudit(transaction, actor, {
        action: "data.import",
        target: jobId,
        portfolioId: null,
        after: { files: found.map(({ name, bytes }) => ({ name, bytes })) },
      });
    }
    return accept({ jobId });
  });
}
