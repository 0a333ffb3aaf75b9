import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { linesRunInBrowsers } from "./browser-coverage.ts";
import type { CoveredLines } from "./covered-lines.ts";
import { linesRunInProcesses } from "./process-coverage.ts";
import { root } from "./run-step.ts";

const fileReport = z.object({
  statementMap: z.record(z.string(), z.object({ start: z.object({ line: z.number() }) })),
  s: z.record(z.string(), z.number()),
});
const report = z.record(z.string(), fileReport);

const gates: readonly (readonly [folder: string, minimum: number])[] = [
  ...(["domain", "engine", "simulation", "services"] as const).map((name) => [`server/${name}`, 95] as const),
  ...(["adapters", "api", "platform"] as const).map((name) => [`server/${name}`, 80] as const),
  ["db", 80],
  ["strategies", 80],
];

/** What runs as a process or in a browser; lines that ran there count as well. */
const processFolders = ["server/worker", "server/start", "server/cli", "app", "components"];

export const coverageParameters: readonly string[] = [
  "--coverage.enabled",
  "--coverage.provider=v8",
  "--coverage.reporter=json",
  "--coverage.reportsDirectory=coverage",
  "--coverage.clean=false",
  "--coverage.reportOnFailure",
  ...["server", "db", "strategies", "components", "app"].map((folder) => `--coverage.include=${folder}/**/*.{ts,tsx}`),
];

/** Prints lines covered per folder, `withProcesses` also what ran outside of this one. Returns one verdict for each gated folder. */
export function printCoverage(withProcesses: boolean): { readonly name: string; readonly hasPassed: boolean }[] {
  const file = join(root, "coverage", "coverage-final.json");
  if (!existsSync(file)) {
    console.log("No coverage was written.");
    return [{ name: "coverage", hasPassed: false }];
  }
  const files = Object.entries(report.parse(JSON.parse(readFileSync(file, "utf8"))));
  const none: CoveredLines = new Map();
  const print = (folder: string, alsoRan: CoveredLines, remark: (percent: number) => string): number => {
    const inside = files.filter(([path]) => path.startsWith(join(root, folder, "/")));
    const lines = inside.flatMap(([path, one]) => linesOf(one, alsoRan.get(path)));
    const percent = lines.length === 0 ? 100 : (100 * lines.filter((hasRun) => hasRun).length) / lines.length;
    const figures = `${percent.toFixed(1).padStart(6)} %  of ${String(lines.length).padStart(5)}`;
    console.log(`  ${folder.padEnd(20)}${figures}${remark(percent)}`);
    return percent;
  };
  console.log("\nCoverage of lines");
  const verdicts = gates.map(([folder, minimum]) => {
    const hasPassed = (percent: number) => percent >= minimum;
    const gate = (percent: number) => `  gate ${minimum} %${hasPassed(percent) ? "" : "  FAILED"}`;
    return { name: `coverage of ${folder}`, hasPassed: hasPassed(print(folder, none, gate)) };
  });
  if (!withProcesses) return verdicts;
  console.log(
    "With the processes and pages that tests opened and that ended by themselves (killed ones leave no report)",
  );
  const ran = joined(linesRunInProcesses(), linesRunInBrowsers());
  for (const folder of processFolders) print(folder, ran, () => "");
  return verdicts;
}

function joined(...parts: readonly CoveredLines[]): CoveredLines {
  const all = new Map<string, Set<number>>();
  for (const part of parts) {
    for (const [path, lines] of part) {
      const found = all.get(path) ?? new Set();
      for (const line of lines) found.add(line);
      all.set(path, found);
    }
  }
  return all;
}

/** Whether each line on which a statement begins has run. */
function linesOf(
  { statementMap, s }: z.output<typeof fileReport>,
  alsoRan: ReadonlySet<number> | undefined,
): boolean[] {
  const lines = new Map<number, boolean>();
  for (const [id, { start }] of Object.entries(statementMap)) {
    const hasRun = (s[id] ?? 0) > 0 || alsoRan?.has(start.line) === true;
    lines.set(start.line, hasRun || lines.get(start.line) === true);
  }
  return [...lines.values()];
}
