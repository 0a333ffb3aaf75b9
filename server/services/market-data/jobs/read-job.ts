import { eq } from "drizzle-orm";
import { dataJob } from "../../../../db/schema/index.ts";
import type { DataJobKind, DataJobReport, DataJobStatus } from "../../../domain/markets/data-job.ts";
import { dataRequest, type ImportRequest } from "../../../domain/markets/data-request.ts";
import type { ImportPreview } from "../../../domain/markets/import-report.ts";
import { AccessError, type Actor, authorize } from "../../access/authorize.ts";
import type { Desk } from "../../desk.ts";
import type { JobId } from "./queue-data-job.ts";

/** What a job found. An import waits with its preview and the choices made so far; every kind ends with its report. */
export type DataJobDetail = JobId & {
  readonly status: DataJobStatus;
  readonly preview: ImportPreview | null;
  readonly choice: Pick<ImportRequest, "mapping" | "series" | "onBadRows"> | null;
  readonly outcome: DataJobReport | null;
};

export async function readJob(desk: Desk, actor: Actor, { jobId }: JobId): Promise<DataJobDetail> {
  await authorize(desk.database, actor, "data:view", null);
  const [job] = await desk.database.select().from(dataJob).where(eq(dataJob.id, jobId));
  if (job === undefined) throw new AccessError("not-found");
  const asked = dataRequest.safeParse({ kind: job.kind, request: job.request });
  const choice = asked.success && asked.data.kind === "import" ? choiceOf(asked.data.request) : null;
  const isPreview = job.status === "previewed";
  return {
    jobId,
    status: job.status,
    choice,
    // Both were written by the process that carries jobs out, from these very types.
    preview: isPreview ? (job.report as ImportPreview) : null,
    outcome: isPreview ? null : outcomeOf(job.kind, job.report),
  };
}

const choiceOf = ({ mapping, series, onBadRows }: ImportRequest) => ({ mapping, series, onBadRows });

function outcomeOf(kind: DataJobKind, report: unknown): DataJobReport | null {
  // A cancelled import may still hold its preview, which is no report.
  if (report === null || (kind === "import" && !("outcome" in (report as object)))) return null;
  return { kind, report } as DataJobReport;
}
