import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { chromium, defineConfig, devices } from "@playwright/test";

const root = fileURLToPath(new URL("../..", import.meta.url));

// Playwright's own browser when it is installed, else the system's.
const hasOwn = existsSync(chromium.executablePath());
const { CHROMIUM_PATH, CI } = process.env;
const system = [CHROMIUM_PATH, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(
  (path) => path !== undefined && existsSync(path),
);
if (!hasOwn && system === undefined) {
  throw new Error('No browser. Run "npx playwright install chromium" or "apt-get install -y chromium".');
}

const quiet = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export default defineConfig({
  testDir: `${root}/tests/e2e`,
  testMatch: "**/*.spec.ts",
  outputDir: `${root}/test-results`,
  // Each has a desk of its own, which serves its specs in turn; more would starve each other.
  workers: Math.min(2, availableParallelism()),
  fullyParallel: false,
  timeout: 180_000,
  expect: { timeout: 30_000 },
  forbidOnly: CI !== undefined,
  retries: CI === undefined ? 0 : 2,
  reporter: [["list"]],
  use: {
    ...devices["Desktop Chrome"],
    viewport: { width: 1440, height: 900 },
    trace: CI === undefined ? "retain-on-failure" : "off", // Recording each step costs more than the step.
    launchOptions: { ...(hasOwn || system === undefined ? {} : { executablePath: system }), args: quiet },
  },
});
