import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

export type TapeLimits = { readonly hours: number; readonly megabytes: number };

type KeptFile = { readonly path: string; readonly bytes: number; readonly changedAt: number };

/** Removes the oldest files of the kept tape, until none is older than the limit and all together are below the cap. */
export function pruneTape(folder: string, { hours, megabytes }: TapeLimits, now: number): void {
  const files = filesIn(folder).sort((a, b) => b.changedAt - a.changedAt);
  const oldestAt = now - hours * 3_600_000;
  let left = megabytes * 1_000_000;
  for (const { path, bytes, changedAt } of files) {
    left -= bytes;
    if (changedAt < oldestAt || left < 0) rmSync(path, { force: true });
  }
}

function filesIn(folder: string): KeptFile[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesIn(path);
    const { size, mtimeMs } = statSync(path);
    return [{ path, bytes: size, changedAt: mtimeMs }];
  });
}
