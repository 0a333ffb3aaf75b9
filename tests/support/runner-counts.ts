import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { z } from "zod";
import { root } from "./run-step.ts";

/** A test that failed, or that failed before it passed, with the first lines of what it said. */
export type Trouble = { readonly test: string; readonly hasPassed: boolean; readonly words: string };

export type Counts = {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly troubles: readonly Trouble[];
};

const MOST_LINES = 12;

const vitest = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()) }),
      ),
    }),
  ),
});

const browserTest = z.object({
  status: z.string(),
  results: z.array(z.object({ error: z.object({ message: z.string().optional() }).optional() })),
});
const spec = z.object({ title: z.string(), file: z.string(), line: z.number(), tests: z.array(browserTest) });
type Suite = { readonly specs: readonly z.infer<typeof spec>[]; readonly suites?: readonly Suite[] | undefined };
const suite: z.ZodType<Suite> = z.lazy(() => z.object({ specs: z.array(spec), suites: z.array(suite).optional() }));
const playwright = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  suites: z.array(suite),
});

export function vitestCounts(file: string, hasPassed: boolean): Counts {
  return counted("vitest", hasPassed, () => {
    const report = vitest.parse(JSON.parse(readFileSync(file, "utf8")));
    // A file that does not load has no failed test, yet all of its tests are missing.
    const unloaded = report.testResults.filter(
      ({ status, assertionResults }) =>
        status === "failed" && !assertionResults.some((test) => test.status === "failed"),
    );
    const troubles = report.testResults.flatMap(({ name, assertionResults }) =>
      assertionResults
        .filter(({ status, failureMessages }) => status === "failed" || failureMessages.length > 0)
        .map(({ fullName, status, failureMessages }) =>
          trouble(`${relative(root, name)} › ${fullName}`, status === "passed", failureMessages.join("\n")),
        ),
    );
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests + unloaded.length,
      skipped: report.numPendingTests + report.numTodoTests,
      troubles: [...troubles, ...unloaded.map(({ name, message }) => trouble(relative(root, name), false, message))],
    };
  });
}

export function playwrightCounts(file: string, hasPassed: boolean): Counts {
  return counted("playwright", hasPassed, () => {
    const { stats, suites } = playwright.parse(JSON.parse(readFileSync(file, "utf8")));
    const troubles = suites
      .flatMap(specsOf)
      .flatMap(({ file: path, line, title, tests }) =>
        tests
          .filter(({ status }) => status === "unexpected" || status === "flaky")
          .map(({ status, results }) =>
            trouble(
              `${path}:${line} › ${title}`,
              status === "flaky",
              results.find(({ error }) => error !== undefined)?.error?.message ?? "",
            ),
          ),
      );
    return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped, troubles };
  });
}

/** What went wrong, to stand at the end of a long output: that is what is kept of it. */
export function printTroubles(troubles: readonly Trouble[]): void {
  for (const { test, hasPassed, words } of troubles) {
    console.log(`\n${hasPassed ? "PASSED ONLY WHEN TRIED AGAIN" : "FAILED"}  ${test}\n${words}`);
  }
}

const specsOf = ({ specs, suites = [] }: Suite): z.infer<typeof spec>[] => [...specs, ...suites.flatMap(specsOf)];

function trouble(test: string, hasPassed: boolean, message: string): Trouble {
  const lines = stripVTControlCharacters(message)
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.includes("node_modules"));
  const words = lines.slice(0, MOST_LINES).map((line) => `    ${line}`);
  return { test, hasPassed, words: words.join("\n") };
}

/** A runner that failed without naming a failed test, or left no report, still counts as one failure. */
function counted(runner: string, hasPassed: boolean, read: () => Counts): Counts {
  try {
    const counts = read();
    if (hasPassed || counts.failed > 0) return counts;
    const unnamed = trouble(runner, false, "It failed without naming a test: see its output above.");
    return { ...counts, failed: 1, troubles: [...counts.troubles, unnamed] };
  } catch (cause) {
    return { passed: 0, failed: 1, skipped: 0, troubles: [trouble(runner, false, String(cause))] };
  }
}
