import { expect, openAsOwner, signIn, test } from "./desk-test.ts";

test("the palette opens a market and runs an action, and ? shows the keys", async ({ trader: page }) => {
  const palette = page.getByRole("dialog", { name: "Search markets, pages and actions" });
  await page.keyboard.press("Control+k");
  await palette.getByRole("combobox").fill("sol");
  await expect(palette.getByRole("option").first()).toContainText("SOL/USDT");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/trade\/SOL-USDT/);
  await expect(palette).toHaveCount(0);
  await page.keyboard.press("Control+k");
  await palette.getByRole("combobox").fill("density comf");
  await palette.getByRole("option", { name: "Density: comfortable" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-density", "comfortable");
  await page.keyboard.press("Control+k");
  await palette.getByRole("combobox").fill("density dense");
  await palette.getByRole("option", { name: "Density: dense" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-density", "dense");
  await page.keyboard.press("Shift+?");
  const keys = page.getByRole("dialog", { name: "Keys" });
  await expect(keys.getByRole("region", { name: "On Trade" })).toContainText("Stage a buy");
  await page.keyboard.press("Escape");
  await page.keyboard.press("g");
  await page.keyboard.press("o");
  await expect(page).toHaveURL(/\/orders/);
});

test("an appearance outlives a reload and comes along to another browser, whose session can be ended from here", async ({
  trader: page,
  desk,
  openBrowser,
}) => {
  await page.goto(`${desk.origin()}/settings/appearance`);
  const saved = page.waitForResponse(
    (response) => /settings\./.test(response.url()) && response.request().method() === "POST",
  );
  await page.getByRole("radio", { name: "Light" }).click();
  await page.getByRole("radio", { name: "Blue and orange" }).click();
  const looks = async (other: typeof page) => {
    await expect(other.locator("html")).toHaveAttribute("data-theme", "light");
    await expect(other.locator("html")).toHaveAttribute("data-pnl", "cvd");
  };
  await looks(page);
  await saved;
  await page.reload();
  await looks(page);
  await expect(page.getByRole("radio", { name: "Light" })).toBeChecked();

  const other = await openBrowser();
  await other.goto(`${desk.origin()}/sign-in`);
  await signIn(other);
  await expect(other).toHaveURL(/\/trade\//);
  await looks(other);

  await page.goto(`${desk.origin()}/settings/sessions`);
  const sessions = page.locator("[data-session]");
  await expect(sessions.filter({ hasText: "this browser" })).toHaveCount(1);
  const others = sessions.filter({ hasNotText: "this browser" });
  const before = await others.count();
  await others
    .first()
    .getByRole("button", { name: /^Sign out/ })
    .click();
  await expect(others).toHaveCount(before - 1);
  await expect(other).toHaveURL(/\/sign-in/, { timeout: 30_000 });

  await page.goto(`${desk.origin()}/settings/appearance`);
  await page.getByRole("radio", { name: "As the system" }).click();
  await page.getByRole("radio", { name: "Green up" }).click();
});

test("without the desk the browser shows that it cannot be reached, and no figures", async ({ page, desk }) => {
  await openAsOwner(page, desk);
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await page.waitForFunction(async () => (await caches.match("/offline.html")) !== undefined);
  await page.context().setOffline(true);
  await page.goto(`${desk.origin()}/portfolio`);
  await expect(page.getByRole("heading", { name: "The desk cannot be reached" })).toBeVisible();
  await page.context().setOffline(false);
  await page.getByRole("link", { name: "Try again" }).click();
  await expect(page).toHaveURL(/\/trade\/BTC-USDT/);
});
