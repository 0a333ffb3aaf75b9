import type { Page } from "@playwright/test";
import { ask } from "./ask.ts";
import { keepWorkerDown, killChild } from "./desk-faults.ts";
import {
  expect,
  expectLive,
  filledBeyond,
  fillsOn,
  openAsOwner,
  orderAt,
  outcomeOf,
  showTable,
  submitOf,
  test,
  writeOrder,
} from "./desk-test.ts";

const workerOf = (page: Page) => page.getByTestId("worker-state");
const RECOVERY_MS = 45_000; // The supervisor's longest back-off, and a start on a busy machine.

/** All that the tab shows of the portfolio: what a missed change would make different. */
async function portfolioOn(page: Page) {
  await showTable(page, "Orders");
  // An order's age goes on; what it is does not.
  const open = await page
    .locator("[data-order]")
    .evaluateAll((rows) =>
      rows.map((row) => [...row.querySelectorAll("[data-cell]:not([data-cell=age])")].map((cell) => cell.textContent)),
    );
  await showTable(page, "Fills");
  const fills = await page.locator("[data-fill]").allInnerTexts();
  await showTable(page, "Balances");
  const balances = await page.locator("[data-currency]").allInnerTexts();
  return { open, fills, balances, sequence: await page.getByTestId("sequence").innerText() };
}

test.describe("a worker that is killed", () => {
  test.setTimeout(120_000);

  test("is seen to restart; numbers grey out, come back without a reload, and an order then fills once", async ({
    trader,
    desk,
  }) => {
    await trader.evaluate(() => document.documentElement.setAttribute("data-loaded", "once"));
    const worker = keepWorkerDown(desk);
    await expect(workerOf(trader)).toHaveText("Worker restarting");
    await expect(trader.getByRole("status").filter({ hasText: "Worker restarting" })).toContainText(
      "Nothing committed is lost.",
    );
    await expect(trader.getByTestId("data-age")).toHaveText(/^stale/);
    await expect(trader.locator(".is-stale").filter({ has: trader.getByTestId("last-price") })).toBeVisible();
    await expect(trader.locator(".is-stale").filter({ has: trader.getByTestId("equity") })).toBeVisible();
    await worker.release();

    await expect(workerOf(trader)).toHaveText("Worker restarted", { timeout: RECOVERY_MS });
    await expect(trader.getByText(/The worker was restarted at \d\d:\d\d:\d\d UTC/)).toBeVisible();
    await expect(trader.getByTestId("data-age")).toHaveText("live");
    await expect(trader.locator(".is-stale")).toHaveCount(0);
    await showTable(trader, "Fills");
    const before = await fillsOn(trader);
    await writeOrder(trader, { side: "Buy", size: "0.00777" });
    await submitOf(trader).click();
    await expect(outcomeOf(trader)).toContainText("Bought 0.00777 BTC at");
    await expect.poll(() => filledBeyond(trader, before)).toBe(777);
    await expect(trader.locator("html")).toHaveAttribute("data-loaded", "once");
  });

  test("takes no order while it is down, says so, and never takes it twice", async ({ trader, desk }) => {
    const worker = keepWorkerDown(desk);
    await expect(workerOf(trader)).toHaveText("Worker restarting");
    await writeOrder(trader, { side: "Buy", size: "0.013", price: "43210" });
    await submitOf(trader).click();
    await expect(outcomeOf(trader)).toContainText("Unconfirmed: no answer has come yet.");
    await expect(submitOf(trader)).toBeDisabled();
    // Asking again repeats the same key: it can neither trade twice nor lengthen the order's life.
    await outcomeOf(trader)
      .getByRole("button", { name: /^Send again now/ })
      .click();
    await expect(outcomeOf(trader)).toContainText("Unconfirmed");
    await worker.release();
    await expect(outcomeOf(trader)).toContainText("Not sent: the worker did not take the order within five seconds.", {
      timeout: RECOVERY_MS,
    });
    await showTable(trader, "Orders");
    await expect(orderAt(trader, "43,210.00")).toHaveCount(0);
    // The person decides again, and then it is one order.
    await submitOf(trader).click();
    await expect(outcomeOf(trader)).toContainText("Working at the venue");
    await expect(orderAt(trader, "43,210.00")).toHaveCount(1);
  });
});

test("a web that is killed while an order is under way is found again by the tab, which misses no change", async ({
  trader,
  desk,
  openBrowser,
}) => {
  test.setTimeout(120_000);
  const other = await openBrowser();
  await openAsOwner(other, desk);
  await writeOrder(other, { side: "Buy", size: "0.00888" });
  await writeOrder(trader, { side: "Buy", size: "0.014", price: "43111" });
  await submitOf(other).click();
  await killChild(desk, "web");
  await expect(trader.getByText("The connection to the desk is lost.")).toBeVisible();
  // The header says so as well, and not only when the prices have aged.
  await expect(trader.getByTestId("venue")).toContainText("not answering");
  await expect(trader.getByTestId("feed-label")).toContainText(/no answer|delayed|stale/);
  await expect(trader.getByText("The connection to the desk is lost.")).toHaveCount(0, { timeout: RECOVERY_MS });
  // Whether or not the order got through before the kill, the first tab to be back trades on at once.
  await submitOf(trader).click();
  await expect(outcomeOf(trader)).toContainText("Working at the venue");
  await showTable(trader, "Orders");
  await expect(orderAt(trader, "43,111.00")).toHaveCount(1);
  const fresh = await openBrowser();
  await openAsOwner(fresh, desk);
  await expectLive(trader);
  await expect(async () => expect(await portfolioOn(trader)).toEqual(await portfolioOn(fresh))).toPass();
  await showTable(trader, "Fills");
  expect(await trader.locator("[data-fill]").filter({ hasText: "0.00888" }).count()).toBeLessThanOrEqual(1);
  await expect(outcomeOf(other)).toContainText(/Bought 0\.00888 BTC at|Unconfirmed|Not sent/);
});

test("a refused order is told to who reloads the page, until they have read it", async ({ alone: trader }) => {
  const portfolioId = new URL(trader.url()).searchParams.get("portfolio");
  const terms = { side: "buy", type: "limit", quantity: "9", price: "60000.00", timeInForce: "GTC" };
  await ask(trader, "orders.place", { portfolioId, key: crypto.randomUUID(), instrumentId: "BTC-USDT", ...terms });
  const bell = trader.getByRole("button", { name: /^Alerts/ });
  const told = trader.getByRole("link", { name: /BTC\/USDT order denied/ });
  await expect(bell).toHaveAccessibleName(/^Alerts, \d+ new$/);
  await trader.reload();
  await expect(bell).toHaveAccessibleName(/^Alerts, \d+ new$/);
  await bell.click();
  await expect(told).toHaveCount(1);
  await trader.keyboard.press("Escape");
  await expect(bell).toHaveAccessibleName("Alerts, none new");
  await trader.reload();
  await expectLive(trader);
  await expect(bell).toHaveAccessibleName("Alerts, none new");
  await bell.click();
  await expect(told).toHaveCount(1);
});
