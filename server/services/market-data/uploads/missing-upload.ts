import { access } from "node:fs/promises";
import { type Rejection, refuse } from "../../../domain/errors/rejection.ts";
import type { ImportRequest } from "../../../domain/markets/data-request.ts";

/** Uploads are kept for a day: what was removed since must be sent again. Null while all are there. */
export async function refuseMissingUpload({
  files,
}: ImportRequest): Promise<{ readonly ok: false; readonly rejection: Rejection<"upload-gone"> } | null> {
  for (const { path, name } of files) {
    const isThere = await access(path).then(
      () => true,
      () => false,
    );
    if (!isThere) return refuse("upload-gone", `The file "${name}" is not on the desk any more. Drop it again.`);
  }
  return null;
}
