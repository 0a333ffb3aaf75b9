import type { Page } from "@playwright/test";
import { freezeChild } from "./desk-faults.ts";
import {
  expect,
  expectLive,
  openAsOwner,
  orderAt,
  outcomeOf,
  showTable,
  submitOf,
  test,
  writeOrder,
} from "./desk-test.ts";

const HIDDEN_MS = 60_000;
const GROWTH_MB_MAX = 8;

test("a feed that falls silent is said to be stale, and a market order must be meant", async ({ trader, desk }) => {
  const silentAt = Date.now();
  const release = freezeChild(desk, "market-data");
  try {
    await expect(trader.getByTestId("data-age")).toHaveText(/^stale/);
    process.stdout.write(`  said stale after ${((Date.now() - silentAt) / 1_000).toFixed(1)} s of silence\n`);
    await writeOrder(trader, { side: "Buy", size: "0.01" });
    const consent = trader.getByLabel("The price is old. Send the order all the same.");
    await expect(consent).toBeVisible();
    await expect(consent).not.toBeChecked();
    await submitOf(trader).click();
    await expect(consent).toHaveAttribute("aria-invalid", "true");
    await expect(outcomeOf(trader)).not.toContainText("Sent");
  } finally {
    release();
  }
  await expect(trader.getByTestId("data-age")).toHaveText("live", { timeout: 45_000 });
});

/** Lets a test say whether the tab is shown, as no test can hide a tab of its own. */
async function makeHideable(page: Page): Promise<(isHidden: boolean) => Promise<void>> {
  await page.addInitScript(() => {
    let isHidden = false;
    Object.defineProperty(document, "visibilityState", { get: () => (isHidden ? "hidden" : "visible") });
    Object.defineProperty(document, "hidden", { get: () => isHidden });
    Object.assign(window, {
      hideTab: (next: boolean) => {
        isHidden = next;
        document.dispatchEvent(new Event("visibilitychange"));
      },
    });
  });
  return (isHidden) =>
    page.evaluate((next) => (window as unknown as { hideTab: (hidden: boolean) => void }).hideTab(next), isHidden);
}

test("a tab hidden for a minute keeps its memory and comes back to the present", async ({
  page,
  desk,
  openBrowser,
}) => {
  test.setTimeout(180_000);
  const hide = await makeHideable(page);
  await openAsOwner(page, desk);
  const client = await page.context().newCDPSession(page);
  const heapMb = async () => {
    await client.send("HeapProfiler.collectGarbage");
    return (await client.send("Runtime.getHeapUsage")).usedSize / 1_000_000;
  };
  await page.waitForTimeout(5_000);
  const before = await heapMb();
  await hide(true);
  // What happens meanwhile in another browser is there at once afterwards.
  const other = await openBrowser();
  await openAsOwner(other, desk);
  await writeOrder(other, { side: "Buy", size: "0.0321", price: "41234" });
  await submitOf(other).click();
  await expect(outcomeOf(other)).toContainText("Working at the venue");
  await page.waitForTimeout(HIDDEN_MS);
  expect((await heapMb()) - before).toBeLessThan(GROWTH_MB_MAX);
  await hide(false);
  await expect(page.getByTestId("data-age")).toHaveText("live");
  await expectLive(page);
  await showTable(page, "Orders");
  await expect(orderAt(page, "41,234.00")).toHaveCount(1);
  const sequenceOn = (tab: Page) => tab.getByTestId("sequence").innerText();
  await expect(async () => expect(await sequenceOn(page)).toBe(await sequenceOn(other))).toPass();
});
