import { readFileSync } from "node:fs";

/** The top of one book after a change of it: its texts as a screen writes them, and when the desk had it (wall ms). */
export type ShownChange = {
  readonly at: number;
  /** Best bid, best ask, and their sizes. */
  readonly texts: readonly string[];
  readonly mark: string;
};

type Line = { readonly observed: number; readonly changes: readonly ShownChange[] };

/** All changes so far, oldest first, and how many updates of all instruments came. */
export function readChanges(file: string): { readonly observed: number; readonly changes: readonly ShownChange[] } {
  const lines = readFileSync(file, "utf8").trimEnd().split("\n");
  const read = lines.map((line) => JSON.parse(line) as Line);
  const observed = read.reduce((sum, line) => sum + line.observed, 0);
  return { observed, changes: read.flatMap((line) => line.changes) };
}

/** What stood on the glass after one frame: the texts drawn in it, and when the frame was done (wall ms). */
export type SeenFrame = { readonly at: number; readonly texts: readonly string[] };

/**
 * For each change, in ms, how long until a frame showed it or something newer. Changes that no later frame shows are left out at the
 * end, where the watching stopped.
 */
export function delays(
  changes: readonly ShownChange[],
  frames: readonly SeenFrame[],
  isShown: (change: ShownChange, texts: ReadonlySet<string>) => boolean,
): number[] {
  const found: number[] = [];
  let next = 0;
  let known = 0;
  for (const frame of frames) {
    const texts = new Set(frame.texts);
    while (known < changes.length && (changes[known]?.at ?? 0) <= frame.at) known += 1;
    let shown = known - 1;
    while (shown >= next && !isShown(changes[shown] as ShownChange, texts)) shown -= 1;
    for (; next <= shown; next += 1) found.push(frame.at - (changes[next]?.at ?? 0));
  }
  return found;
}

/** The value below which a share of them lies; nearest rank. NaN of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
