import { and, eq, inArray, or, sql } from "drizzle-orm";
import { dataJob } from "../../../../db/schema/index.ts";
import { dataRequest } from "../../../domain/markets/data-request.ts";
import type { Desk } from "../../desk.ts";
import { removeUploads } from "./upload-folder.ts";

const KEPT_MS = 24 * 3_600_000;

/** Removes uploads whose import is done, and after a day every other that no job is reading; says how many went. */
export async function sweepUploads(desk: Desk, dataDir: string, now: number): Promise<number> {
  const jobs = await desk.database
    .select({ status: dataJob.status, request: dataJob.request })
    .from(dataJob)
    .where(
      and(
        eq(dataJob.kind, "import"),
        or(
          inArray(dataJob.status, ["queued", "running"]),
          and(eq(dataJob.status, "done"), sql`${dataJob.endedAt} > clock_timestamp() - interval '2 days'`),
        ),
      ),
    );
  const done = new Set<string>();
  const kept = new Set<string>();
  for (const { status, request } of jobs) {
    const asked = dataRequest.safeParse({ kind: "import", request });
    if (!asked.success || asked.data.kind !== "import") continue;
    for (const { path } of asked.data.request.files) (status === "done" ? done : kept).add(path);
  }
  return removeUploads(dataDir, { beforeAt: now - KEPT_MS, done, kept });
}
