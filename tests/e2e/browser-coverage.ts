import { randomUUID } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { BrowserContext, Page } from "@playwright/test";
import { browserCoverageFolder } from "../support/browser-coverage.ts";

const { NODE_V8_COVERAGE } = process.env;
const isWanted = NODE_V8_COVERAGE !== undefined;

/** Counts what runs in the page, over all its documents. */
export async function startCoverage(page: Page): Promise<void> {
  if (isWanted) await page.coverage.startJSCoverage({ resetOnNavigation: false });
}

/** Writes down what ran in the pages that are still open; to be called before they are closed. */
export async function saveCoverage(context: BrowserContext): Promise<void> {
  if (!isWanted) return;
  for (const page of context.pages()) {
    // A page that was never counted, or that a test has crashed, has nothing to tell.
    const entries = await page.coverage.stopJSCoverage().catch(() => []);
    const ours = entries.filter(({ url }) => url.includes("/_next/static/"));
    mkdirSync(browserCoverageFolder, { recursive: true });
    const report = ours.map(({ url, functions }) => ({ url, functions }));
    writeFileSync(join(browserCoverageFolder, `${randomUUID()}.json`), JSON.stringify(report));
  }
}
