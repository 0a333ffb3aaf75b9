import { existsSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";

const sharedData = fileURLToPath(new URL("../../../../shared/data", import.meta.url));
export const hasSharedData = existsSync(`${sharedData}/README.md`);
if (!hasSharedData) console.log(`Skipped: there is no ${sharedData}`);

/** A line of the table of files in the data's own README. */
export type ListedFile = {
  readonly path: string;
  readonly name: string;
  readonly rows: number;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly gaps: number;
  readonly missing: number;
};

export function listedFiles(): readonly ListedFile[] {
  const readme = hasSharedData ? readFileSync(`${sharedData}/README.md`, "utf8") : "";
  return [...readme.matchAll(/^\| (\S+\/\S+) \| \d+ \| (\d+) \| (\S*) ?\| (\S*) ?\| ([\d() ]*)\|/gm)].map(
    ([, file = "", rows, first = "", last = "", gaps = ""]) => ({
      path: `${sharedData}/${file}`,
      name: basename(file),
      rows: Number(rows),
      firstAt: Date.parse(first),
      lastAt: Date.parse(last),
      gaps: Number(/^\d+/.exec(gaps)?.[0] ?? 0),
      missing: Number(/\((\d+)\)/.exec(gaps)?.[1] ?? 0),
    }),
  );
}

export const shared = (path: string) => ({ path: `${sharedData}/${path}`, name: basename(path) });
