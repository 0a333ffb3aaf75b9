import { z } from "zod";
import { readMappings, type SourceMap } from "./source-map.ts";

const range = z.object({ startOffset: z.number(), endOffset: z.number(), count: z.number() });

/** What V8 counted of one script, in Node as in Chromium. */
export const scriptReport = z.object({
  url: z.string(),
  functions: z.array(z.object({ ranges: z.array(range) })),
});

/** By file, the lines from 1 that ran. */
export type CoveredLines = ReadonlyMap<string, ReadonlySet<number>>;

type RunScript = {
  readonly lineLengths: readonly number[];
  readonly map: SourceMap;
  readonly functions: z.output<typeof scriptReport>["functions"];
};

/** Adds the lines of our sources that ran in a script. `pathOf` finds a source's file, undefined for what is not ours. */
export function addLines(
  lines: Map<string, Set<number>>,
  { lineLengths, map, functions }: RunScript,
  pathOf: (source: string) => string | undefined,
): void {
  const ran = paint(functions.flatMap(({ ranges }) => ranges));
  let next = 0;
  const lineStarts = lineLengths.map((length) => {
    const start = next;
    next += length + 1;
    return start;
  });
  for (const { line, column, source, sourceLine } of readMappings(map)) {
    if (ran[(lineStarts[line] ?? 0) + column] !== 1) continue;
    const path = pathOf(source);
    if (path === undefined) continue;
    const found = lines.get(path) ?? new Set();
    lines.set(path, found.add(sourceLine + 1));
  }
}

/** 1 where the code ran. Ranges nest, and the inner ones know better. */
function paint(ranges: readonly z.output<typeof range>[]): Uint8Array {
  const ran = new Uint8Array(Math.max(0, ...ranges.map(({ endOffset }) => endOffset)));
  const outerFirst = [...ranges].sort((a, b) => a.startOffset - b.startOffset || b.endOffset - a.endOffset);
  for (const { startOffset, endOffset, count } of outerFirst) ran.fill(count > 0 ? 1 : 0, startOffset, endOffset);
  return ran;
}
