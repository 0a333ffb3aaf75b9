import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { z } from "zod";
import { addLines, type CoveredLines, scriptReport } from "./covered-lines.ts";
import { root } from "./run-step.ts";
import type { SourceMap } from "./source-map.ts";

/** Where the processes that tests start leave what V8 counted. A process that is killed leaves nothing. */
export const processCoverageFolder = join(root, "coverage", "processes");

const cached = z.object({ lineLengths: z.array(z.number()), data: z.unknown(), url: z.string().nullish() });
const processReport = z.object({
  result: z.array(scriptReport),
  "source-map-cache": z.record(z.string(), z.unknown()).optional(),
});

/** The lines, from 1, of each of our files that ran in at least one of the processes. */
export function linesRunInProcesses(): CoveredLines {
  const lines = new Map<string, Set<number>>();
  const files = existsSync(processCoverageFolder) ? readdirSync(processCoverageFolder) : [];
  for (const file of files) {
    const parsed = processReport.safeParse(readReport(join(processCoverageFolder, file)));
    if (!parsed.success) continue;
    const maps = parsed.data["source-map-cache"] ?? {};
    for (const { url, functions } of parsed.data.result) {
      if (!isOurs(url)) continue;
      const map = cached.safeParse(maps[url]);
      if (!map.success) continue;
      const { lineLengths, data, url: mapUrl } = map.data;
      const base = mapUrl?.startsWith("file:") ? mapUrl : url;
      addLines(lines, { lineLengths, map: data as SourceMap, functions }, (source) => sourcePath(source, base));
    }
  }
  return lines;
}

/** A process that was killed while it wrote leaves half a report. */
function readReport(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

const home = pathToFileURL(`${root}/`).href;
const isOurs = (url: string) => url.startsWith(home) && !url.startsWith(`${home}node_modules/`);

function sourcePath(source: string, base: string): string | undefined {
  const url = URL.canParse(source, base) ? new URL(source, base) : undefined;
  return url?.protocol === "file:" && isOurs(url.href) ? fileURLToPath(url) : undefined;
}
