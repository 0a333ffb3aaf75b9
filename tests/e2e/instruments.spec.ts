import { readFileSync } from "node:fs";
import type { Locator, Page } from "@playwright/test";
import { connect } from "../../db/client.ts";
import { upsertInstruments } from "../../db/queries/instruments.ts";
import { instrumentIdOf } from "../../server/domain/markets/catalogue.ts";
import { findRunningDesk } from "../../server/start/running-desk.ts";
import { expectAccessible } from "./accessible.ts";
import { keepWorkerDown } from "./desk-faults.ts";
import { type Desk, expect, expectLive, openAsOwner, test } from "./desk-test.ts";

const grid = (page: Page) => page.getByRole("grid", { name: "Instruments" });
const row = (page: Page, id: string) => page.locator(`[data-instrument="${id}"]`);
const cell = (of: Locator, name: string) => of.locator(`[data-cell="${name}"]`);
const shownIds = (page: Page) =>
  page.locator("[data-instrument]").evaluateAll((rows) => rows.map((each) => each.getAttribute("data-instrument")));

async function openInstruments(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Instruments" }).click();
  await expect(page).toHaveURL(/\/instruments/);
  await expect(row(page, "BTC-USDT")).toBeVisible();
}

/** Three venues' catalogues beside the desk's own: three thousand instruments that it knows and does not trade. */
async function listOtherVenues(desk: Desk): Promise<void> {
  const sql = connect(findRunningDesk(desk.dataDir)?.ownerUrl ?? "", { max: 1, applicationName: "e2e" });
  const instruments = ["binance", "kraken", "okx"].flatMap((venue) =>
    Array.from({ length: 1_000 }, (_, index) => {
      const base = index === 0 ? "DOGE" : index === 1 ? "BTC" : `C${index}`;
      const terms = { venue, base, quote: "USDT", kind: "spot", symbol: `${base}/USDT`, settle: null } as const;
      const grid = { tick: "0.00001", lot: "1", minNotional: "5", contractSize: "1", source: null } as const;
      const fees = [
        { validFrom: Date.UTC(2024, 0, 1), makerRate: "0.001", takerRate: "0.002" },
        { validFrom: Date.UTC(2025, 0, 1), makerRate: "-0.00005", takerRate: "0.0015" },
      ];
      return { id: instrumentIdOf(venue, terms), ...terms, ...grid, status: "trading" as const, fees };
    }),
  );
  await upsertInstruments(sql, instruments);
  await sql.end();
}

test("shows the desk's instruments with prices that move and the figures of the day", async ({ trader }) => {
  await openInstruments(trader);
  await expect(trader).toHaveTitle("PAPER · Instruments · Tradewind");
  await expect(trader.getByRole("link", { name: "Instruments" })).toHaveAttribute("aria-current", "page");
  const bitcoin = row(trader, "BTC-USDT");
  await expect(cell(bitcoin, "last")).toHaveText(/^[\d,]+\.\d\d$/);
  await expect(cell(bitcoin, "spread")).toHaveText(/^\d+\.\d\d$/);
  const before = await cell(bitcoin, "last").textContent();
  await expect(cell(bitcoin, "last")).not.toHaveText(before ?? "", { timeout: 30_000 });
  await expect(cell(bitcoin, "change")).toHaveText(/^[▲▼] [+−]\d+\.\d\d%$|^0\.00%$/, { timeout: 90_000 });
  await expect(cell(bitcoin, "course").locator("path")).toBeVisible();
});

test("finds one of thousands, and says what to do when there is none", async ({ trader, desk }) => {
  await listOtherVenues(desk);
  await openInstruments(trader);
  await trader.keyboard.press("/");
  const search = trader.getByRole("textbox", { name: "Search instruments" });
  await expect(search).toBeFocused();
  await trader.keyboard.type("btcusdt");
  await expect(search).toHaveValue("btcusdt");
  await expect.poll(async () => (await shownIds(trader))[0]).toBe("BTC-USDT");
  await search.fill("kraken doge");
  await expect.poll(() => shownIds(trader)).toEqual(["DOGE-USDT.kraken"]);
  await expect(trader).toHaveURL(/q=kraken(\+|%20)doge/);
  await trader.reload();
  await expect.poll(() => shownIds(trader)).toEqual(["DOGE-USDT.kraken"]);
  await search.fill("no such thing");
  await expect(trader.getByRole("heading", { name: "No instrument matches “no such thing”" })).toBeVisible();
  await trader.getByRole("button", { name: "Clear search and filters" }).click();
  await trader
    .getByRole("search")
    .getByRole("button", { name: /^Venue/ })
    .click();
  await trader.getByRole("menuitemcheckbox", { name: /OKX 1,000/ }).click();
  await trader.keyboard.press("Escape");
  await expect.poll(async () => (await shownIds(trader)).every((id) => id?.endsWith(".okx"))).toBe(true);
  await trader.locator('[data-index="0"]').focus();
  await trader.keyboard.press("End");
  await expect(trader.locator('[data-index="999"]')).toBeVisible();
  const download = trader.waitForEvent("download");
  await trader.getByRole("button", { name: "CSV" }).click();
  const [, ...lines] = readFileSync(await (await download).path(), "utf8")
    .trim()
    .split("\r\n");
  expect([lines.length, lines.every((line) => line.includes(",OKX,"))]).toEqual([1_000, true]);
  await trader
    .getByRole("search")
    .getByRole("button", { name: /^Venue/ })
    .click();
  await trader.getByRole("menuitem", { name: "Show all" }).click();
});

test("sorts by a column and by none again, and keeps sorting and columns", async ({ trader, desk }) => {
  await openInstruments(trader);
  const header = trader.getByRole("columnheader", { name: "Volume" });
  await expect(cell(row(trader, "BTC-USDT"), "volume")).toHaveText(/\d/, { timeout: 30_000 });
  const volumes = async () => {
    const texts = await trader.locator('[data-cell="volume"]').allTextContents();
    return texts.filter((text) => /\d/.test(text)).map((text) => Number(text.replaceAll(",", "")));
  };
  await header.getByRole("button").click();
  await expect(header).toHaveAttribute("aria-sort", "descending");
  await expect.poll(async () => isSorted(await volumes(), (a, b) => a >= b)).toBe(true);
  await header.getByRole("button").click();
  await expect(header).toHaveAttribute("aria-sort", "ascending");
  await expect.poll(async () => isSorted(await volumes(), (a, b) => a <= b)).toBe(true);
  await trader.getByRole("button", { name: "Columns" }).click();
  await trader.getByRole("checkbox", { name: "Low", exact: true }).uncheck();
  await trader.keyboard.press("Escape");
  await trader.goto(`${desk.origin()}/instruments`);
  await expect(header).toHaveAttribute("aria-sort", "ascending");
  await expect(trader.getByRole("columnheader", { name: "High" })).toBeVisible();
  await expect(trader.getByRole("columnheader", { name: "Low" })).toHaveCount(0);
  await header.getByRole("button").click();
  await expect(header).not.toHaveAttribute("aria-sort", /./);
});

const isSorted = (values: readonly number[], fits: (a: number, b: number) => boolean) =>
  values.length > 2 && values.every((value, index) => index === 0 || fits(values[index - 1] ?? 0, value));

test("keeps stars and lists, in an order of one's own", async ({ trader }) => {
  await openInstruments(trader);
  await row(trader, "ETH-USDT")
    .getByRole("button", { name: /^Favourite/ })
    .click();
  await expect(trader.getByRole("button", { name: "Favourites 1" })).toBeVisible();
  await row(trader, "BTC-USDT").focus();
  await trader.keyboard.press("s");
  await trader.getByRole("button", { name: "Favourites 2" }).click();
  await expect.poll(() => shownIds(trader)).toEqual(["ETH-USDT", "BTC-USDT"]);
  await trader.reload();
  await expect.poll(() => shownIds(trader)).toEqual(["ETH-USDT", "BTC-USDT"]);
  await trader.getByRole("button", { name: "New list" }).click();
  await trader.getByRole("textbox", { name: "Name of the new watchlist" }).fill("Majors");
  await trader.keyboard.press("Enter");
  await expect(trader.getByRole("heading", { name: "“Majors” is empty" })).toBeVisible();
  await trader.getByRole("button", { name: "Show all instruments" }).click();
  for (const id of ["SOL-USDT", "BTC-USDT", "ETH-USDT"]) {
    await row(trader, id).click({ position: { x: 400, y: 10 } });
    const details = trader.getByRole("complementary", { name: "Details" });
    await expect(details.getByRole("heading", { level: 2 })).toContainText(id.replace("-", "/"));
    await details.getByLabel("Majors").check();
  }
  await trader.getByRole("button", { name: "Majors 3" }).click();
  await expect.poll(() => shownIds(trader)).toEqual(["SOL-USDT", "BTC-USDT", "ETH-USDT"]);
  await trader.locator('[data-index="0"]').focus();
  await trader.keyboard.press("Alt+ArrowDown");
  await expect.poll(() => shownIds(trader)).toEqual(["BTC-USDT", "SOL-USDT", "ETH-USDT"]);
  await trader.getByRole("button", { name: "Rename" }).click();
  await trader.getByRole("textbox", { name: "New name of Majors" }).fill("Three");
  await trader.keyboard.press("Enter");
  await expect(trader.getByRole("button", { name: "Three 3" })).toHaveAttribute("aria-pressed", "true");
  await trader.getByRole("button", { name: "Delete…" }).click();
  await trader.getByRole("dialog").getByRole("button", { name: "Delete the list" }).click();
  await expect(trader.getByRole("button", { name: "Three 3" })).toHaveCount(0);
});

test("finds on a list what the desk stored only after it was asked for the list", async ({ alone: trader }) => {
  await openInstruments(trader);
  const release: (() => void)[] = [];
  await trader.route(/instruments\.addToWatchlist/, async (route) => {
    await new Promise<void>((resolve) => release.push(resolve));
    await route.continue();
  });
  await trader.getByRole("button", { name: "New list" }).click();
  await trader.getByRole("textbox", { name: "Name of the new watchlist" }).fill("Late");
  await trader.keyboard.press("Enter");
  await trader.getByRole("button", { name: "Show all instruments" }).click();
  await row(trader, "SOL-USDT").click({ position: { x: 400, y: 10 } });
  await trader.getByRole("complementary", { name: "Details" }).getByLabel("Late").click();
  await expect.poll(() => release.length).toBe(1);
  const asked = trader.waitForResponse((response) => /instruments\.search/.test(response.url()));
  await trader.getByRole("button", { name: "Late 1" }).click();
  await asked;
  await expect.poll(() => shownIds(trader)).toEqual([]);
  release[0]?.();
  await expect.poll(() => shownIds(trader)).toEqual(["SOL-USDT"]);
  await trader.getByRole("button", { name: "Delete…" }).click();
  await trader.getByRole("dialog").getByRole("button", { name: "Delete the list" }).click();
  await expect(trader.getByRole("button", { name: "Late 1" })).toHaveCount(0);
});

test("opens a market by keyboard, and says why another cannot be traded", async ({ trader, desk }) => {
  await listOtherVenues(desk);
  await openInstruments(trader);
  await trader.getByRole("textbox", { name: "Search instruments" }).fill("btc kraken");
  await expect.poll(() => shownIds(trader)).toEqual(["BTC-USDT.kraken"]);
  await trader.keyboard.press("ArrowDown");
  await trader.keyboard.press("Enter");
  const details = trader.getByRole("complementary", { name: "Details" });
  await expect(details).toContainText("This desk has no account at Kraken: prices and data only.");
  await expect(details).toContainText("0.00001 USDT");
  await expect(details.getByRole("row", { name: /1 Jan 2025 in force −0\.005% 0\.15%/ })).toBeVisible();
  await expect(details.getByRole("row", { name: /1 Jan 2024 0\.10% 0\.20%/ })).toBeVisible();
  await details.getByRole("button", { name: /^Paper/ }).click();
  await expect(details.getByRole("link", { name: "Trade BTC/USDT" })).toBeVisible();
  await details.getByRole("button", { name: "Close the details" }).click();
  await trader.getByRole("textbox", { name: "Search instruments" }).fill("solusdt");
  await expect.poll(async () => (await shownIds(trader))[0]).toBe("SOL-USDT");
  await trader.keyboard.press("Enter");
  await expect(row(trader, "SOL-USDT")).toBeFocused();
  await trader.keyboard.press("Enter");
  await expect(trader).toHaveURL(/\/trade\/SOL-USDT/);
  await expectLive(trader);
  await trader.getByRole("link", { name: "Instruments" }).click();
  await trader.getByRole("link", { name: "Trade", exact: true }).click();
  await expect(trader).toHaveURL(/\/trade\/SOL-USDT/); // The market last seen.
});

test("finds another market from the trade page", async ({ trader, desk }) => {
  await listOtherVenues(desk);
  await trader.getByRole("button", { name: "Find an instrument" }).click();
  const search = trader.getByRole("combobox", { name: "Search instruments" });
  await expect(search).toBeFocused();
  await search.fill("ethusdt");
  const found = trader.getByRole("listbox", { name: "Instruments found" }).getByRole("option");
  await expect(found.first()).toContainText("ETH/USDT");
  await expectAccessible(trader);
  await search.press("Enter");
  await expect(trader).toHaveURL(/\/trade\/ETH-USDT/);
  await trader.getByRole("button", { name: "Find an instrument" }).click();
  await search.fill("doge okx");
  await found.filter({ hasText: /DOGE\/USDT\s*OKX/ }).click();
  await expect(trader.getByRole("complementary", { name: "Details" })).toContainText("no account at OKX");
});

test("feeds a table in one tab and a book in another over one stream", async ({ trader, context, desk }) => {
  const streams: string[] = [];
  context.on("request", (request) => {
    if (request.method() === "GET" && request.url().includes("/api/live")) streams.push(request.url());
  });
  const table = await context.newPage();
  await table.goto(`${desk.origin()}/instruments`);
  await expect(cell(row(table, "SOL-USDT"), "last")).toHaveText(/\d/);
  await expectLive(trader);
  await expect(trader.getByRole("group", { name: "Asks" }).getByRole("button").first()).toBeVisible();
  await table.close();
  const price = trader.getByTestId("last-price");
  const before = await price.textContent();
  await expect(price).not.toHaveText(before ?? "", { timeout: 30_000 });
  expect(streams.length).toBeLessThanOrEqual(1);
});

test("greys what is old and comes back by itself", async ({ trader, desk }) => {
  await openInstruments(trader);
  await expect(cell(row(trader, "BTC-USDT"), "last")).toHaveText(/\d/);
  const held = keepWorkerDown(desk);
  try {
    await expect(grid(trader)).toHaveClass(/is-stale/, { timeout: 30_000 });
  } finally {
    await held.release();
  }
  await expect(grid(trader)).not.toHaveClass(/is-stale/, { timeout: 60_000 });
});

test("the table and the details pass axe", async ({ trader }) => {
  await openInstruments(trader);
  await expect(cell(row(trader, "BTC-USDT"), "last")).toHaveText(/\d/);
  await expectAccessible(trader);
  await row(trader, "BTC-USDT-PERP").click({ position: { x: 400, y: 10 } });
  await expect(trader.getByRole("complementary", { name: "Details" })).toContainText("Tick");
  const orderTypes = trader.getByTestId("order-types");
  await expect(orderTypes).toContainText("Stop, marketin the worker");
  await expect(orderTypes).toContainText("Post-onlyon the venue");
  await expectAccessible(trader);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("fits, and everything can be touched", async ({ page, desk }) => {
    await openAsOwner(page, desk);
    await page.getByRole("navigation", { name: "Desk" }).getByRole("link", { name: "Instruments" }).tap();
    await expect(cell(row(page, "BTC-USDT"), "last")).toHaveText(/\d/);
    const width = () => page.evaluate(() => document.documentElement.scrollWidth);
    expect(await width()).toBeLessThanOrEqual(390);
    await expectAccessible(page);
    for (const link of await page.getByRole("navigation", { name: "Desk" }).getByRole("link").all()) {
      expect((await link.boundingBox())?.height ?? 0).toBeGreaterThanOrEqual(44);
    }
    expect((await row(page, "BTC-USDT").boundingBox())?.height ?? 0).toBeGreaterThanOrEqual(43.5);
    await row(page, "ETH-USDT").tap({ position: { x: 200, y: 20 } });
    const details = page.getByRole("complementary", { name: "Details" });
    await expect(details.getByRole("link", { name: "Trade ETH/USDT" })).toBeVisible();
    expect(await width()).toBeLessThanOrEqual(390);
    await expectAccessible(page);
    await details.getByRole("button", { name: "Close the details" }).tap();
    await expect(row(page, "ETH-USDT")).toBeVisible();
  });
});
