import { spawn } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { staticSteps } from "./check-steps.ts";
import { coverageParameters, printCoverage } from "./coverage-table.ts";
import { ensureBrowser } from "./ensure-browser.ts";
import { processCoverageFolder } from "./process-coverage.ts";
import { root, runSteps, tool } from "./run-step.ts";
import { type Counts, playwrightCounts, printTroubles, vitestCounts } from "./runner-counts.ts";

/** Counting what runs in processes and pages makes them half as slow again; it is done on demand. */
const countsProcesses = process.argv.includes("--processes");
const results = join(root, "test-results");
const vitestReport = join(results, "vitest.json");
const playwrightReport = join(results, "playwright.json");

const tally = (verdicts: readonly { readonly name: string; readonly hasPassed: boolean }[]): Counts => {
  const failed = verdicts.filter(({ hasPassed }) => !hasPassed);
  const troubles = failed.map(({ name }) => ({ test: name, hasPassed: false, words: "    See above." }));
  return { passed: verdicts.length - failed.length, failed: failed.length, skipped: 0, troubles };
};

/** Runs with its output shown as it comes. */
function show(
  program: string,
  parameters: readonly string[],
  environment: Record<string, string> = {},
): Promise<boolean> {
  const child = spawn(program, parameters, { cwd: root, env: { ...process.env, ...environment }, stdio: "inherit" });
  return new Promise((done) => {
    child.once("error", () => done(false));
    child.once("exit", (code) => done(code === 0));
  });
}

async function runVitest(): Promise<Counts> {
  mkdirSync(results, { recursive: true });
  rmSync(vitestReport, { force: true });
  rmSync(join(root, "coverage"), { recursive: true, force: true });
  const parameters = ["run", "--config", "tests/support/vitest.config.ts", "--reporter=default", "--reporter=json"];
  const hasPassed = await show(
    tool("vitest"),
    [...parameters, `--outputFile.json=${vitestReport}`, ...coverageParameters],
    countsProcesses ? { TRADEWIND_TEST_COVERAGE: processCoverageFolder } : {},
  );
  return vitestCounts(vitestReport, hasPassed);
}

async function runBrowserTests(missingBrowser: string | undefined): Promise<Counts> {
  if (missingBrowser !== undefined) {
    const trouble = { test: "the browser tests", hasPassed: false, words: `    ${missingBrowser}` };
    return { passed: 0, failed: 1, skipped: 0, troubles: [trouble] };
  }
  rmSync(playwrightReport, { force: true });
  const parameters = ["test", "--config", "tests/support/playwright.config.ts", "--reporter=list,json"];
  const hasPassed = await show(tool("playwright"), parameters, {
    PLAYWRIGHT_JSON_OUTPUT_FILE: playwrightReport,
    ...(countsProcesses ? { NODE_V8_COVERAGE: processCoverageFolder } : {}),
  });
  return playwrightCounts(playwrightReport, hasPassed);
}

const missingBrowser = ensureBrowser();
const counts = [tally(await runSteps(staticSteps)), await runVitest(), await runBrowserTests(missingBrowser)];
counts.push(tally(printCoverage(countsProcesses)));
printTroubles(counts.flatMap(({ troubles }) => troubles));
const sum = (name: "passed" | "failed" | "skipped") => counts.reduce((total, one) => total + one[name], 0);
if (sum("skipped") > 0) console.log(`${sum("skipped")} skipped; each says why above.`);
console.log(`${sum("passed")} passed, ${sum("failed")} failed`);
process.exitCode = sum("failed") === 0 ? 0 : 1;
