import { expectAccessible, expectAccessibleInAllLooks } from "./accessible.ts";
import { expect, test } from "./desk-test.ts";

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
  test(`${route} passes axe in every theme and palette and asks no other host`, async ({ trader, desk }) => {
    const hosts = new Set<string>();
    const complaints: string[] = [];
    trader.on("request", (request) => hosts.add(new URL(request.url()).host));
    trader.on("console", (message) => void (message.type() === "error" && complaints.push(message.text())));
    trader.on("pageerror", (error) => complaints.push(error.message));
    await trader.goto(desk.origin() + route);
    await expect(trader.getByTestId("mode-banner")).toContainText("PAPER");
    await expect(trader).toHaveTitle(/^PAPER · /);
    await expect(trader.getByTestId("equity")).toHaveText(/\d/);
    await trader.waitForTimeout(1_500);
    await expectAccessibleInAllLooks(trader);
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
