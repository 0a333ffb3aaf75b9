import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessible.ts";
import { ask } from "./ask.ts";
import { expect, expectLive, openAsOwner, outcomeOf, submitOf, test, writeOrder } from "./desk-test.ts";

/** What the whole terminal may weigh, chart included. */
const TRADE_JS_KB_MAX = 390;

const widthOf = async (page: Page, panel: string) => (await page.locator(`#panel-${panel}`).boundingBox())?.width ?? 0;

/** Two keys in a row count as one only when they come quickly, which a busy machine may not manage at once. */
async function pressBoth(page: Page, first: string, second: string, shows: () => Promise<void>): Promise<void> {
  await expect(async () => {
    await page.keyboard.press(first);
    await page.keyboard.press(second);
    await shows();
  }).toPass();
}

test("keeps the preset, the sizes and the tabs that a person chose, and a workspace of them", async ({ trader }) => {
  await pressBoth(trader, "v", "3", () =>
    expect(trader.getByRole("region", { name: "Ladder" })).toBeVisible({ timeout: 2_000 }),
  );
  await trader.reload();
  await expectLive(trader);
  await expect(trader.getByRole("region", { name: "Ladder" })).toBeVisible();

  await trader.getByRole("button", { name: "Layout: Scalper" }).click();
  await trader.getByRole("menuitemradio", { name: /^Classic/ }).click();
  await trader.keyboard.press("Escape");
  await trader.getByRole("tab", { name: "Tape" }).click();
  const before = await widthOf(trader, "market");
  const divider = trader.getByRole("separator", { name: /^Width/ }).last();
  await divider.focus();
  await divider.press("ArrowLeft");
  await expect.poll(() => widthOf(trader, "ticket")).not.toBe(before);
  const ticket = await widthOf(trader, "ticket");

  await trader.getByRole("button", { name: "Layout: Classic" }).click();
  await trader.getByRole("menuitem", { name: /^Save or change workspaces/ }).click();
  await trader.getByLabel("Name of the new workspace").fill("Morning");
  await trader.getByRole("button", { name: "Save what is on screen", exact: true }).click();
  await expect(trader.getByLabel("Name of Morning")).toBeVisible();
  await trader.getByRole("button", { name: "Done" }).click();
  await trader.reload();
  await expectLive(trader);
  await expect(trader.getByRole("tab", { name: "Tape" })).toHaveAttribute("aria-selected", "true");
  await expect.poll(() => widthOf(trader, "ticket")).toBeCloseTo(ticket, -0.5);

  await trader.keyboard.press("]");
  await expect(trader).toHaveURL(/\/trade\/ETH-USDT$/);
  await expect(trader).toHaveTitle("PAPER · ETH/USDT · Tradewind");
  await pressBoth(trader, "v", "2", () =>
    expect(trader.getByRole("tab", { name: "Tape" })).toHaveCount(0, { timeout: 2_000 }),
  );
  await pressBoth(trader, "g", "1", () =>
    expect(trader).toHaveURL(/\/trade\/BTC-USDT\?workspace=/, { timeout: 2_000 }),
  );
  await expect(trader.getByRole("tab", { name: "Tape" })).toHaveAttribute("aria-selected", "true");
});

test("opens a panel in a window of its own, and shows a market that takes no orders without a ticket", async ({
  trader,
  context,
  desk,
}) => {
  await trader.getByRole("button", { name: /^Panel (Book|Tape)/ }).click();
  const opening = context.waitForEvent("page");
  await trader.getByRole("menuitem", { name: "Open in a new window" }).click();
  const panel = await opening;
  await expect(panel).toHaveTitle(/^PAPER · (Book|Tape) · BTC\/USDT · Tradewind$/);
  await expect(panel.getByTestId("last-price")).toHaveText(/\d/);
  await expect(panel.getByTestId("mode-banner")).toBeVisible();
  await expect(panel.getByRole("navigation", { name: "Desk" })).toHaveCount(0);
  await panel.close();
  await trader.goto(`${desk.origin()}/trade/BTC-USDT.north`);
  await expect(trader.getByTestId("last-price")).toHaveText(/\d/);
  await expect(trader.getByRole("note").filter({ hasText: "View only" })).toContainText(/no account at North/);
  await expect(trader.getByRole("form", { name: "Order ticket" })).toHaveCount(0);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("buys, sees the fill and closes with one hand, without a sideways scroll", async ({ alone: page }) => {
    const expectNarrow = async () =>
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await expect(page.getByRole("button", { name: /^Stop: / })).toBeVisible();
    for (const name of ["Book", "Tape", "Depth", "Chart"]) {
      await page.getByRole("tab", { name, exact: true }).tap();
      await expectNarrow();
    }
    await page.getByRole("button", { name: "Buy", exact: true }).tap();
    await writeOrder(page, { side: "Buy", size: "0.01" });
    await expectNarrow();
    await expectAccessible(page);
    await submitOf(page).tap();
    await expect(outcomeOf(page)).toContainText("Bought 0.01000 BTC at");
    await page.getByRole("button", { name: "Close the ticket" }).tap();
    await expectNarrow();
    await expect(page.locator("[data-sonner-toast][data-mounted=true]").first()).toBeVisible();
    await page.waitForTimeout(800); // A notice that fades in has no colours of its own yet.
    await expectAccessible(page);
    await page.getByRole("button", { name: "Sell", exact: true }).tap();
    await writeOrder(page, { side: "Sell", size: "0.00999" });
    await submitOf(page).tap();
    await expect(outcomeOf(page)).toContainText("Sold 0.00999 BTC at");
    await expectNarrow();
  });
});

test("weighs little enough to open quickly", async ({ alone: trader, desk, openBrowser }) => {
  // As a newcomer finds it, with nothing held yet, whatever was left open by whoever was here before.
  await ask(trader, "settings.write", { name: "layout.trade", value: null });
  await ask(trader, "settings.write", { name: "table.trade-tab", value: "Positions" });
  const page = await openBrowser();
  await openAsOwner(page, desk);
  const sizes = new Map<string, Promise<number>>();
  page.on("response", (response) => {
    if (response.request().resourceType() !== "script") return;
    const path = new URL(response.url()).pathname;
    sizes.set(
      path,
      response.body().then((body) => gzipSync(body).length),
    );
  });
  await page.goto(trader.url());
  await expectLive(page);
  await expect(page.locator("[data-chart][data-state=ready]").first()).toBeVisible();
  const loaded = await Promise.all([...sizes].map(async ([path, size]) => [path, await size] as const));
  const kb = Math.round(loaded.reduce((sum, [, size]) => sum + size, 0) / 1_000);
  console.log(`the Trade page loads ${kb} kB of compressed scripts`);
  expect(kb, loaded.map(([path, size]) => `${size} ${path}`).join("\n")).toBeLessThanOrEqual(TRADE_JS_KB_MAX);
});
