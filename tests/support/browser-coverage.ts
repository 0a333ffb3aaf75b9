import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { addLines, type CoveredLines, scriptReport } from "./covered-lines.ts";
import { root } from "./run-step.ts";
import type { SourceMap } from "./source-map.ts";

/** Where the browser tests leave what Chromium counted. */
export const browserCoverageFolder = join(root, "coverage", "browsers");

const PROJECT = "turbopack:///[project]/";

/** The lines, from 1, of each of our files that ran in at least one page, found through the source maps of the web's build. */
export function linesRunInBrowsers(): CoveredLines {
  const lines = new Map<string, Set<number>>();
  const chunks = new Map<string, { lineLengths: number[]; map: SourceMap } | undefined>();
  for (const file of existsSync(browserCoverageFolder) ? readdirSync(browserCoverageFolder) : []) {
    const reports = z.array(scriptReport).parse(JSON.parse(readFileSync(join(browserCoverageFolder, file), "utf8")));
    for (const { url, functions } of reports) {
      const path = new URL(url).pathname.replace("/_next/", "/.next/");
      if (!chunks.has(path)) chunks.set(path, readChunk(join(root, path)));
      const chunk = chunks.get(path);
      if (chunk !== undefined) addLines(lines, { ...chunk, functions }, sourcePath);
    }
  }
  return lines;
}

/** Undefined for a chunk of an older build, or one without a map. */
function readChunk(file: string): { lineLengths: number[]; map: SourceMap } | undefined {
  if (!existsSync(file)) return undefined;
  const code = readFileSync(file, "utf8");
  const mapName = /\/\/# sourceMappingURL=(\S+)\s*$/.exec(code)?.[1];
  if (mapName === undefined) return undefined;
  const map = JSON.parse(readFileSync(join(file, "..", decodeURIComponent(mapName)), "utf8")) as SourceMap;
  return { lineLengths: code.split("\n").map((line) => line.length), map };
}

function sourcePath(source: string): string | undefined {
  if (!source.startsWith(PROJECT) || source.includes("node_modules")) return undefined;
  return join(root, source.slice(PROJECT.length));
}
