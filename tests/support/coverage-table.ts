import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { root } from "./run-step.ts";

const report = z.record(z.string(), z.object({ lines: z.object({ total: z.number(), covered: z.number() }) }));

const gates: readonly (readonly [folder: string, minimum: number | undefined])[] = [
  ...(["domain", "engine", "simulation", "services"] as const).map((name) => [`server/${name}`, 95] as const),
  ...(["adapters", "api", "platform"] as const).map((name) => [`server/${name}`, 80] as const),
  ["db", 80],
  ["strategies", 80],
  ...(["worker", "start", "cli"] as const).map((name) => [`server/${name}`, undefined] as const),
  ["app", undefined],
  ["components", undefined],
];

export const coverageParameters: readonly string[] = [
  "--coverage.enabled",
  "--coverage.provider=v8",
  "--coverage.reporter=json-summary",
  "--coverage.reportsDirectory=coverage",
  "--coverage.reportOnFailure",
  ...["server", "db", "strategies", "components", "app"].map((folder) => `--coverage.include=${folder}/**/*.{ts,tsx}`),
];

/** Prints lines covered per folder. Returns one verdict for each gated folder. */
export function printCoverage(): { readonly folder: string; readonly hasPassed: boolean }[] {
  const file = join(root, "coverage", "coverage-summary.json");
  if (!existsSync(file)) {
    console.log("No coverage was written.");
    return [{ folder: "coverage", hasPassed: false }];
  }
  const files = Object.entries(report.parse(JSON.parse(readFileSync(file, "utf8"))));
  console.log("\nCoverage of lines");
  return gates.flatMap(([folder, minimum]) => {
    const inside = files.filter(([path]) => path.startsWith(join(root, folder, "/")));
    const total = inside.reduce((sum, [, { lines }]) => sum + lines.total, 0);
    const covered = inside.reduce((sum, [, { lines }]) => sum + lines.covered, 0);
    const percent = total === 0 ? 100 : (100 * covered) / total;
    const hasPassed = minimum === undefined || percent >= minimum;
    const gate = minimum === undefined ? "" : `  gate ${minimum} %${hasPassed ? "" : "  FAILED"}`;
    console.log(`  ${folder.padEnd(20)}${percent.toFixed(1).padStart(6)} %  of ${String(total).padStart(5)}${gate}`);
    return minimum === undefined ? [] : [{ folder, hasPassed }];
  });
}
