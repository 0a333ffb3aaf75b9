import { expect, test } from "./desk-test.ts";

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
