import { expectAccessible, expectAccessibleInAllLooks } from "./accessible.ts";
import { expect, openAsOwner, test } from "./desk-test.ts";

const ROUTES = [
  "/trade/BTC-USDT",
  "/portfolio",
  "/orders",
  "/instruments",
  "/data",
  "/system",
  "/settings/profile",
  "/settings/appearance",
  "/settings/hotkeys",
  "/settings/portfolios",
] as const;

for (const route of ROUTES) {
  test(`${route} passes axe in every theme and palette and asks no other host`, async ({ page, desk }) => {
    const hosts = new Set<string>();
    const complaints: string[] = [];
    page.on("request", (request) => hosts.add(new URL(request.url()).host));
    page.on("console", (message) => void (message.type() === "error" && complaints.push(message.text())));
    page.on("pageerror", (error) => complaints.push(error.message));
    await openAsOwner(page, desk, route);
    await expect(page.getByTestId("mode-banner")).toContainText("PAPER");
    await expect(page).toHaveTitle(/^PAPER · /);
    await expect(page.getByTestId("equity")).toHaveText(/\d/);
    await page.waitForTimeout(1_500);
    await expectAccessibleInAllLooks(page);
    expect([[...hosts], complaints]).toEqual([[new URL(desk.origin()).host], []]);
  });
}

test("the stop dialog, the palette and the keyboard map pass axe", async ({ trader }) => {
  for (const keys of ["Control+Shift+Period", "Control+k", "Shift+?"]) {
    await trader.keyboard.press(keys);
    await expect(trader.getByRole("dialog")).toBeVisible();
    await expectAccessible(trader);
    await trader.keyboard.press("Escape");
    await expect(trader.getByRole("dialog")).toHaveCount(0);
  }
});
