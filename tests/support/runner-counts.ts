import { readFileSync } from "node:fs";
import { z } from "zod";

export type Counts = { readonly passed: number; readonly failed: number; readonly skipped: number };

const vitest = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) })),
});
const playwright = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
});

export function vitestCounts(file: string, hasPassed: boolean): Counts {
  return counted(hasPassed, () => {
    const report = vitest.parse(JSON.parse(readFileSync(file, "utf8")));
    // A file that does not load has no failed test, yet all of its tests are missing.
    const unloaded = report.testResults.filter(
      ({ status, assertionResults }) =>
        status === "failed" && !assertionResults.some((test) => test.status === "failed"),
    );
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests + unloaded.length,
      skipped: report.numPendingTests + report.numTodoTests,
    };
  });
}

export function playwrightCounts(file: string, hasPassed: boolean): Counts {
  return counted(hasPassed, () => {
    const { stats } = playwright.parse(JSON.parse(readFileSync(file, "utf8")));
    return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped };
  });
}

/** A runner that failed without naming a failed test, or left no report, still counts as one failure. */
function counted(hasPassed: boolean, read: () => Counts): Counts {
  try {
    const counts = read();
    return hasPassed || counts.failed > 0 ? counts : { ...counts, failed: 1 };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}
