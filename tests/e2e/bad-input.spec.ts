import { expect, outcomeOf, showTable, submitOf, test, writeOrder } from "./desk-test.ts";

const refusals = [
  ["a negative size", "-1", "is negative"],
  ["a size of zero", "0", "must be above zero"],
  ["words", "lots", "is not a number"],
  ["NaN", "NaN", "is not a number"],
  ["an exponent", "1e3", "is not a number"],
  ["too many digits", "0.0000001", "does not fit the smallest lot of 0.00001"],
  ["an absurd size", "9".repeat(40), "too large"],
  ["a size above the venue's", "10000", "Above the largest order"],
  ["a value below the minimum", "0.00001", "below the minimum of 5 USDT"],
] as const;

test("refuses at the ticket what cannot be an order, and sends nothing", async ({ trader }) => {
  const sent: string[] = [];
  trader.on("request", (request) => {
    if (request.url().includes("orders.place")) sent.push(request.url());
  });
  for (const [, size, words] of refusals) {
    await writeOrder(trader, { side: "Buy", size, price: "60000" });
    await expect(trader.getByRole("form", { name: "Order ticket" })).toContainText(words);
    await submitOf(trader).click();
  }
  await writeOrder(trader, { side: "Buy", size: "0.01", price: "60000.001" });
  await expect(trader.getByText('Price "60000.001" does not fit the tick of 0.01.')).toBeVisible();
  await submitOf(trader).click();
  expect(sent).toEqual([]);
});

test("says in plain words why risk denies an order", async ({ trader }) => {
  await writeOrder(trader, { side: "Buy", size: "3", price: "63000" });
  await submitOf(trader).click();
  await expect(outcomeOf(trader)).toContainText("Reduce the quantity or cancel other orders.");
  await writeOrder(trader, { side: "Sell", size: "5", price: "70000" });
  await submitOf(trader).click();
  await expect(outcomeOf(trader)).toContainText(/✕/);
});

test("sends one order for a held Enter key and a double click", async ({ trader }) => {
  const keys = new Set<string>();
  trader.on("request", (request) => {
    if (!request.url().includes("orders.place")) return;
    const body: { key?: string } = request.postDataJSON();
    keys.add(body.key ?? "");
  });
  await showTable(trader, "Orders");
  const before = await trader.locator("[data-order]").count();
  await writeOrder(trader, { side: "Buy", size: "0.011", price: "42000" });
  await submitOf(trader).dblclick();
  await expect(outcomeOf(trader)).toContainText("Working at the venue");
  await expect(trader.locator("[data-order]")).toHaveCount(before + 1);
  expect(keys.size).toBe(1);
  await trader.getByLabel("Size", { exact: true }).fill("0.012");
  for (let press = 0; press < 5; press += 1) await trader.keyboard.down("Enter"); // The second and later ones repeat.
  await trader.keyboard.up("Enter");
  await expect(trader.locator("[data-order]")).toHaveCount(before + 2);
  expect(keys.size).toBe(2);
});

test("answers an unknown market and a foreign portfolio with nothing", async ({ trader, desk }) => {
  const answer = await trader.goto(`${desk.origin()}/trade/DOGE-USDT`);
  expect(answer?.status()).toBe(404);
  await expect(trader.getByRole("heading", { name: "There is nothing here" })).toBeVisible();
  await expect(trader.getByRole("main")).toContainText("“DOGE-USDT” is not a market of this desk");
  await trader.getByRole("main").getByRole("link", { name: "ETH/USDT", exact: true }).click();
  await expect(trader).toHaveURL(/\/trade\/ETH-USDT$/);
  await trader.goto(`${desk.origin()}/trade/BTC-USDT?portfolio=00000000-0000-4000-8000-000000000000`);
  await expect(trader.getByRole("heading", { name: "There is nothing here" })).toBeVisible();
});

test("keeps weak passwords and used links out", async ({ trader: _owner, desk, openBrowser }) => {
  // A desk without its owner asks everybody to become that.
  const page = await openBrowser();
  await page.goto(`${desk.origin()}/invite/not-a-real-token`);
  await page.getByLabel("Password").fill("short");
  await expect(page.getByText("Too short: 7 more characters.")).toBeVisible();
  await page.getByLabel("Password").fill("a long and quite good sentence");
  await page.getByRole("button", { name: "Set the password" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "This link was used" })).toBeVisible();
  await page.goto(`${desk.origin()}/sign-in`);
  await page.getByLabel("Email").fill("nobody@example.com");
  await page.getByLabel("Password").fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("Email and password do not match an account.")).toBeVisible();
});
