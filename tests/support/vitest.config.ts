import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const { CI } = process.env;
const root = fileURLToPath(new URL("../..", import.meta.url));

export default defineConfig({
  root,
  resolve: { alias: { "@": root } },
  test: {
    include: ["tests/**/*.test.ts"],
    exclude: ["tests/e2e/**", "node_modules/**"],
    globalSetup: ["tests/support/global-setup.ts"],
    setupFiles: ["tests/support/count-child-processes.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // A crowded machine can starve what starts processes. What passes only then is named at the end of the run.
    retry: CI === undefined ? 0 : 1,
    pool: "forks",
    maxWorkers: 2,
    reporters: ["default"],
  },
});
