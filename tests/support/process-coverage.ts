import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { z } from "zod";
import { root } from "./run-step.ts";
import { readMappings, type SourceMap } from "./source-map.ts";

/** Where the processes that tests start leave what V8 counted. A process that is killed leaves nothing. */
export const processCoverageFolder = join(root, "coverage", "processes");

const range = z.object({ startOffset: z.number(), endOffset: z.number(), count: z.number() });
const script = z.object({ url: z.string(), functions: z.array(z.object({ ranges: z.array(range) })) });
const cached = z.object({ lineLengths: z.array(z.number()), data: z.unknown(), url: z.string().nullish() });
const processReport = z.object({
  result: z.array(script),
  "source-map-cache": z.record(z.string(), z.unknown()).optional(),
});

export type CoveredLines = ReadonlyMap<string, ReadonlySet<number>>;

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
      if (map.success) addLines(lines, url, map.data, paint(functions.flatMap(({ ranges }) => ranges)));
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

/** 1 where the code ran. Ranges nest, and the inner ones know better. */
function paint(ranges: readonly z.output<typeof range>[]): Uint8Array {
  const ran = new Uint8Array(Math.max(0, ...ranges.map(({ endOffset }) => endOffset)));
  const outerFirst = [...ranges].sort((a, b) => a.startOffset - b.startOffset || b.endOffset - a.endOffset);
  for (const { startOffset, endOffset, count } of outerFirst) ran.fill(count > 0 ? 1 : 0, startOffset, endOffset);
  return ran;
}

function addLines(
  lines: Map<string, Set<number>>,
  url: string,
  { lineLengths, data, url: mapUrl }: z.output<typeof cached>,
  ran: Uint8Array,
): void {
  let next = 0;
  const lineStarts = lineLengths.map((length) => {
    const start = next;
    next += length + 1;
    return start;
  });
  for (const { line, column, source, sourceLine } of readMappings(data as SourceMap)) {
    if (ran[(lineStarts[line] ?? 0) + column] !== 1) continue;
    const path = sourcePath(source, mapUrl?.startsWith("file:") ? mapUrl : url);
    if (path === undefined) continue;
    const found = lines.get(path) ?? new Set();
    lines.set(path, found.add(sourceLine + 1));
  }
}

function sourcePath(source: string, base: string): string | undefined {
  const url = URL.canParse(source, base) ? new URL(source, base) : undefined;
  return url?.protocol === "file:" && isOurs(url.href) ? fileURLToPath(url) : undefined;
}
