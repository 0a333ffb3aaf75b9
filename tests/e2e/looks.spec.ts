import { expectAccessible, expectAccessibleInAllLooks } from "./accessible.ts";
import { expect, expectLive, openAsOwner, test } from "./desk-test.ts";

test.describe("in dark", () => {
  test.use({ colorScheme: "dark" });

  test("the trade page and its dialog pass axe", async ({ trader }) => {
    await expect(trader.locator("html")).toHaveAttribute("data-theme", "dark");
    await expectAccessible(trader);
    await trader.getByRole("button", { name: /^Stop: / }).click();
    await expectAccessible(trader);
  });
});

test.describe("in light", () => {
  test.use({ colorScheme: "light" });

  test("the pages before the desk take on the system's theme and pass axe in all", async ({
    page,
    desk,
    openBrowser,
  }) => {
    await openAsOwner(await openBrowser(), desk); // So that there is an owner.
    for (const path of ["/sign-in", "/invite/some-token", "/nothing-here"]) {
      await page.goto(desk.origin() + path);
      await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
      await expectAccessibleInAllLooks(page);
    }
  });
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("shows one panel at a time, wide enough to touch and without a sideways scroll", async ({ page, desk }) => {
    await openAsOwner(page, desk);
    for (const name of ["Book", "Tape", "Depth", "Chart"]) {
      await page.getByRole("tab", { name, exact: true }).tap();
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width).toBeLessThanOrEqual(390);
      await expectAccessible(page);
    }
    await page.getByRole("button", { name: "Buy", exact: true }).tap();
    const boxes = await page.getByRole("form", { name: "Order ticket" }).getByRole("button").all();
    for (const button of boxes) expect((await button.boundingBox())?.height ?? 0).toBeGreaterThanOrEqual(43.5);
  });
});

test("keeps the theme that a person chose, from the first paint", async ({ trader }) => {
  await trader.getByRole("button", { name: /^Account of/ }).click();
  await trader.getByRole("menuitem", { name: "Use the dark theme" }).click();
  await expect(trader.locator("html")).toHaveAttribute("data-theme", "dark");
  await trader.reload({ waitUntil: "commit" });
  await expect(trader.locator("html")).toHaveAttribute("data-theme", "dark");
  await expectLive(trader);
});

test("asks no other host and breaks none of its own rules", async ({ page, desk }) => {
  const hosts = new Set<string>();
  const complaints: string[] = [];
  page.on("request", (request) => hosts.add(new URL(request.url()).host));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  await openAsOwner(page, desk);
  await page.waitForTimeout(2_000);
  expect([[...hosts], complaints]).toEqual([[new URL(desk.origin()).host], []]);
});
