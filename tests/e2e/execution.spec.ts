import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessible.ts";
import { ask } from "./ask.ts";
import { type Desk, expect, test } from "./desk-test.ts";

const portfolioOf = (page: Page) => new URL(page.url()).searchParams.get("portfolio") ?? "";

/** A market order through the desk's own door; the desk answers once it is journaled. */
async function trade(page: Page, portfolioId: string, side: "buy" | "sell", quantity: string): Promise<void> {
  const market = { type: "market", price: null, timeInForce: "IOC", acceptsStalePrice: true };
  const order = { portfolioId, instrumentId: "BTC-USDT", side, quantity, ...market, key: crypto.randomUUID() };
  await ask(page, "orders.place", order);
}

const openPage = (page: Page, desk: Desk, path: string, portfolioId: string, more = "") =>
  page.goto(`${desk.origin()}${path}?portfolio=${portfolioId}${more}`);

test("an order tells what the market showed at each step, what it cost and where the market went", async ({
  alone: page,
  desk,
}) => {
  const portfolioId = portfolioOf(page);
  await trade(page, portfolioId, "buy", "0.05");
  await openPage(page, desk, "/orders", portfolioId, "&tab=history");
  const summary = page.getByTestId("execution-summary");
  await expect(summary).toContainText("Success 100.0%");
  await expect(summary).toContainText(/Slippage [+−]?\d+\.\d bp/);
  await page.locator("[data-order] [data-cell=type]").first().click();
  const execution = page.getByTestId("execution");
  // It may fill in parts.
  for (const moment of ["Decision", "Arrival", "Submit", "Ack", "Fill"])
    await expect(execution.locator(`[data-moment$="${moment}" i]`)).toContainText(/[\d,]+\.\d\d/);
  await expect(page.getByTestId("slippage-arrival")).toContainText(/\d\.\d bp.*USDT/);
  await expect(page.getByTestId("shortfall")).toContainText(/fees \+\d+\.\d\d/);
  // Taken when its moment comes, and shown without a reload.
  await expect(execution.locator('[data-horizon="1000"]').first()).toHaveText(/\d\.\d/);
  await expect(execution.locator('[data-horizon="300000"] [title="Its moment is still to come."]').first()).toHaveText(
    "–",
  );
  await expectAccessible(page);
});

test("a position opens to its lots under every method, and what they gained to its year", async ({
  alone: page,
  desk,
}) => {
  const portfolioId = portfolioOf(page);
  await trade(page, portfolioId, "buy", "0.04");
  await trade(page, portfolioId, "buy", "0.02");
  await trade(page, portfolioId, "sell", "0.01");
  await openPage(page, desk, "/portfolio", portfolioId);
  await page.getByRole("button", { name: "Lots of BTC/USDT" }).click();
  const sheet = page.getByRole("dialog");
  await expect(sheet).toContainText("As the ledger has booked it");
  // A market order may fill in parts, each a lot of its own: what matters is that there are those of both orders.
  await expect.poll(() => sheet.locator("[data-lot]").count()).toBeGreaterThan(1);
  const lots = await sheet.locator("[data-lot]").count();
  const closings = await sheet.locator("[data-closing]").count();
  expect(closings).toBeGreaterThan(0);
  await expect(sheet.locator("[data-closing] a")).toHaveCount(2 * closings);
  await sheet.getByRole("button", { name: "Average" }).click();
  await expect(sheet).toContainText("Computed from the same fills");
  await expect(sheet.locator("[data-lot]")).toHaveCount(1);
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "By lot" }).click();
  await expect(page.getByRole("region", { name: "Positions" }).locator("[data-lot]")).toHaveCount(lots);
  const gains = page.getByRole("region", { name: "Realised gains" });
  await gains.getByRole("button", { name: "HIFO" }).click();
  await expect(gains.locator("[data-gain]").first()).toContainText(/BTC\/USDT/);
  const download = page.waitForEvent("download");
  await gains.getByRole("button", { name: /as CSV$/ }).click();
  expect((await download).suggestedFilename()).toBe("tradewind-realised-gains.csv");
});
