import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const { CI } = process.env;
const root = fileURLToPath(new URL("../..", import.meta.url));

/** Tests of what keeps nothing between calls: one file may have the modules that another has loaded, which halves their time. */
const pureFolders = [
  "adapters",
  "components",
  "contracts",
  "domain",
  "engine",
  "parity",
  "platform",
  "simulation",
].concat("simulation-runs", "strategies");

/** A module that is replaced, or a clock, must not be met by another file. */
const replacesSomething = (path: string) => /\bvi\./.test(readFileSync(join(root, path), "utf8"));
const testsIn = (folder: string) =>
  readdirSync(join(root, "tests", folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => `tests/${folder}/${name}`);
const pure = pureFolders.flatMap(testsIn).filter((path) => !replacesSomething(path));

export default defineConfig({
  root,
  resolve: { alias: { "@": root } },
  test: {
    globalSetup: ["tests/support/global-setup.ts"],
    reporters: ["default"],
    pool: "forks",
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: "pure", include: pure, isolate: false } },
      { extends: true, test: { name: "apart", include: ["tests/**/*.test.ts"], exclude: ["tests/e2e/**", ...pure] } },
    ],
    setupFiles: ["tests/support/count-child-processes.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // A crowded machine can starve what starts processes. What passes only then is named at the end of the run.
    retry: CI === undefined ? 0 : 1,
  },
});
