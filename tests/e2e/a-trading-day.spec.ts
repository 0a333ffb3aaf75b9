import { expectAccessible } from "./accessible.ts";
import {
  createOwner,
  expect,
  expectLive,
  filledBeyond,
  fillsOn,
  openAsOwner,
  orderAt,
  outcomeOf,
  showTable,
  signIn,
  signOut,
  submitOf,
  test,
  writeOrder,
} from "./desk-test.ts";

test.describe.configure({ mode: "serial", timeout: 300_000 });

test("fills a first order within the first minute, with two keys", async ({ page, desk }) => {
  await page.goto(desk.origin());
  await expect(page).toHaveURL(/\/welcome$/);
  await expectAccessible(page);
  await createOwner(page);
  const beganAt = Date.now();
  await expect(page.getByRole("heading", { name: /How do you want to begin/ })).toBeVisible();
  await expect(page.getByRole("radio", { name: /Start paper trading/ })).toBeChecked();
  await expectAccessible(page);
  await page.getByText("Blue, orange").click();
  await expect(page.locator("html")).toHaveAttribute("data-pnl", "cvd");
  await page.getByText("Green, red").click();
  await page.getByRole("button", { name: "Start paper trading" }).click();
  await expect(page).toHaveURL(/\/trade\/BTC-USDT/);
  const coach = page.getByRole("complementary", { name: "First steps" });
  await expect(coach.locator("[data-done=true]")).toHaveCount(0);
  await expect(submitOf(page)).toHaveText(/^Buy \d\.\d{5} BTC @ [\d,.]+ \(paper\)$/);
  await expect(submitOf(page)).toBeEnabled();
  await page.keyboard.press("b");
  await expect(page.getByRole("form", { name: "Order ticket" })).toHaveAttribute("data-staged", "true");
  await page.keyboard.press("Enter");
  await expect(page.locator("[data-notice]").filter({ hasText: /^Bought \d/ })).toBeVisible({ timeout: 60_000 });
  process.stdout.write(`  first fill ${((Date.now() - beganAt) / 1_000).toFixed(1)} s after the account was created\n`);
  await expect(coach.locator("[data-step=fill]")).toHaveAttribute("data-done", "true");
  await expectAccessible(page);
  await coach.getByRole("link", { name: "Portfolio" }).click();
  await expect(page.locator("[data-step=portfolio]")).toHaveAttribute("data-done", "true");
  await page.getByRole("button", { name: "Dismiss the first steps" }).click();
  await page.goto(`${desk.origin()}/trade/BTC-USDT`);
  await expectLive(page);
  await expect(page.getByRole("complementary", { name: "First steps" })).toHaveCount(0);
  // What happened before the page was opened is history, not news.
  await expect(page.locator("[data-notice]")).toHaveCount(0);
});

test("trades, and finds everything after signing out and in", async ({ page, desk }) => {
  await openAsOwner(page, desk);
  await expect(page).toHaveTitle("PAPER · BTC/USDT · Tradewind");
  await expect(page.getByTestId("mode-banner")).toContainText("PAPER TRADING");
  await expect(page.getByTestId("feed-label")).toContainText("SYNTHETIC");
  await expect(page.getByTestId("worker-state")).toHaveText("Worker running");
  await expectLive(page);

  await test.step("a market order fills at once", async () => {
    // The first minute's position goes but for dust below a lot.
    await page.keyboard.press("c");
    await page.keyboard.press("c");
    await expect(page.locator("[data-notice]").filter({ hasText: /^Sold \d/ })).toBeVisible();
    await showTable(page, "Fills");
    const before = await fillsOn(page);
    await writeOrder(page, { side: "Buy", size: "0.05" });
    await expect(submitOf(page)).toHaveText("Buy 0.05000 BTC at market (paper)");
    await expect(page.getByTestId("est-fee")).toHaveText("0.00005000 BTC");
    await submitOf(page).click();
    await expect(outcomeOf(page)).toContainText(/Bought 0\.05000 BTC at [\d,]+\.\d\d\./);
    await showTable(page, "Positions");
    const position = page.locator('[data-instrument="BTC-USDT"]');
    await expect(position).toContainText("LONG");
    await expect(position).toContainText(/0\.04995\d{3} BTC/);
    await showTable(page, "Fills");
    await expect.poll(() => filledBeyond(page, before)).toBe(5_000);
  });

  await test.step("profit moves with the market", async () => {
    await showTable(page, "Positions");
    const unrealised = page.locator('[data-instrument="BTC-USDT"] [data-cell=unrealised]');
    const before = await unrealised.textContent();
    await expect(unrealised).not.toHaveText(before ?? "", { timeout: 30_000 });
    await expect(page.getByTestId("day-pnl")).toHaveText(/[▲▼] [+−]|^0\.00 /);
  });

  await test.step("a limit order works and is cancelled", async () => {
    await writeOrder(page, { side: "Buy", size: "0.015", price: "50000" });
    await expect(submitOf(page)).toHaveText("Buy 0.01500 BTC @ 50,000.00 (paper)");
    await submitOf(page).click();
    await expect(outcomeOf(page)).toContainText("Working at the venue");
    await showTable(page, "Orders");
    const order = orderAt(page, "50,000.00");
    await expect(order).toContainText("Working");
    await order.getByRole("button", { name: "Cancel" }).click();
    await expect(order).toHaveCount(0);
    await showTable(page, "History");
    await expect(orderAt(page, "50,000.00")).toContainText("Cancelled");
  });

  await test.step("a sale realises profit or loss", async () => {
    await writeOrder(page, { side: "Sell", size: "0.02" });
    await submitOf(page).click();
    await expect(outcomeOf(page)).toContainText("Sold 0.02000 BTC at");
    await showTable(page, "Positions");
    await expect(page.locator('[data-instrument="BTC-USDT"]')).toContainText(/0\.02995\d{3} BTC/);
  });

  await test.step("signing out and in loses nothing", async () => {
    await signOut(page);
    await page.goto(`${desk.origin()}/trade/BTC-USDT`);
    await expect(page).toHaveURL(/\/sign-in$/);
    await signIn(page);
    await expectLive(page);
    await expect(page.locator('[data-instrument="BTC-USDT"]')).toContainText(/0\.02995\d{3} BTC/);
    await showTable(page, "Fills");
    expect(await page.locator("[data-fill]").count()).toBeGreaterThanOrEqual(2);
  });
});

test("shows eight tabs the same over one stream", async ({ trader, context, desk }) => {
  const streams: string[] = [];
  context.on("request", (request) => {
    if (request.url().includes("/api/live")) streams.push(request.url());
  });
  // Tabs opened after this show the same table.
  await showTable(trader, "Orders");
  const pages = [trader];
  for (let count = 1; count < 8; count += 1) pages.push(await context.newPage());
  await Promise.all(pages.slice(1).map((page) => page.goto(`${desk.origin()}/trade/BTC-USDT`)));
  for (const page of pages) await expectLive(page);
  await writeOrder(trader, { side: "Buy", size: "0.01", price: "40000" });
  await submitOf(trader).click();
  await expect(outcomeOf(trader)).toContainText("Working at the venue");
  for (const page of pages) await expect(orderAt(page, "40,000.00")).toContainText("Working");
  await expect.poll(() => streams.length).toBeLessThanOrEqual(1);
});

test("halts, refuses orders while halted, and resumes", async ({ trader }) => {
  await trader.getByRole("button", { name: /^Stop: / }).click();
  const dialog = trader.getByRole("dialog", { name: "Stop trading" });
  await expect(dialog.getByRole("button", { name: "Keep as it is" })).toBeFocused();
  const hold = dialog.getByRole("button", { name: "Hold to halt and cancel" });
  await hold.click(); // Too short to act.
  await expect(dialog.getByTestId("stop-progress")).toHaveCount(0);
  await hold.click({ delay: 1_000 });
  await expect(dialog.getByTestId("stop-progress")).toContainText("All of it is done.");
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(trader.getByTestId("halted")).toContainText("Trading is halted");
  await showTable(trader, "Orders");
  await expect(trader.getByText("No open orders")).toBeVisible();
  await expect(trader.locator("[data-order]")).toHaveCount(0);
  await expect(submitOf(trader)).toBeDisabled();
  const ticket = trader.getByRole("form", { name: "Order ticket" });
  await expect(ticket).toContainText("Trading is halted: no order is sent. Press Resume at the top of the page");
  await expect(trader.getByRole("button", { name: "Stopped: trading is halted" })).toBeEnabled();
  await trader.getByRole("button", { name: "Resume" }).click();
  await trader.getByRole("dialog").getByRole("button", { name: "Resume trading" }).click();
  await expect(trader.getByTestId("halted")).toHaveCount(0);
  await writeOrder(trader, { side: "Buy", size: "0.01", price: "41000" });
  await submitOf(trader).click();
  await expect(outcomeOf(trader)).toContainText("Working at the venue");
});

test("finds everything after Ctrl-C and a new start, in a tab that stayed open", async ({ trader, desk, context }) => {
  test.setTimeout(240_000);
  await showTable(trader, "Balances");
  await expect(trader.locator("[data-currency]")).toHaveCount(2);
  const balances = await trader.locator("[data-currency]").allTextContents();
  await showTable(trader, "Orders");
  await expect(orderAt(trader, "41,000.00")).toContainText("Working");
  await desk.restart();
  // The open tab reconnects by itself.
  await expect(trader.getByTestId("worker-state")).toHaveText("Worker running", { timeout: 60_000 });
  await expect(orderAt(trader, "41,000.00")).toContainText("Working");
  const fresh = await context.newPage();
  await openAsOwner(fresh, desk);
  await showTable(fresh, "Balances");
  await expect(fresh.locator("[data-currency]")).toHaveText(balances);
  await showTable(trader, "Fills");
  const before = await fillsOn(trader);
  await writeOrder(fresh, { side: "Buy", size: "0.01" });
  await submitOf(fresh).click();
  await expect(outcomeOf(fresh)).toContainText("Bought 0.01000 BTC at");
  await expect.poll(() => filledBeyond(trader, before)).toBe(1_000);
});
