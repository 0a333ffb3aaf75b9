import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessible.ts";
import { ask } from "./ask.ts";
import { type Desk, expect, test } from "./desk-test.ts";

const MARKET = { type: "market", price: null, timeInForce: "IOC", acceptsStalePrice: true } as const;
const limit = (price: string) => ({ type: "limit", price, timeInForce: "GTC", acceptsStalePrice: true }) as const;

/** A portfolio of its own with two orders at work, two that were filled, and an ETH order. */
async function openTraded(page: Page, desk: Desk): Promise<string> {
  const name = `Orders ${crypto.randomUUID().slice(0, 8)}`;
  const { portfolioId } = (await ask(page, "portfolios.create", { name, openingBalance: "100000" })).value;
  await page.goto(`${desk.origin()}/orders?portfolio=${portfolioId}&tab=history`);
  await expect(page.getByTestId("equity")).toHaveText(/100,000/);
  const place = async (order: object) => {
    const answer = await ask(page, "orders.place", { portfolioId, key: crypto.randomUUID(), ...order });
    expect(answer).toMatchObject({ orderIds: [expect.any(String)] });
  };
  await place({ instrumentId: "BTC-USDT", side: "buy", quantity: "0.02", ...MARKET });
  await place({ instrumentId: "BTC-USDT", side: "buy", quantity: "0.03", ...limit("40000") });
  await place({ instrumentId: "BTC-USDT", side: "buy", quantity: "0.01", ...limit("41000") });
  await place({ instrumentId: "ETH-USDT", side: "buy", quantity: "0.5", ...MARKET });
  await expect(page.getByTestId("row-count")).toHaveText("4 orders");
  await expect(page.locator("[data-order] [data-cell=status]", { hasText: "Filled" })).toHaveCount(2);
  return portfolioId;
}

const cells = (page: Page, column: string) => page.locator(`[data-order] [data-cell=${column}]`).allTextContents();

test("filters, sorting and columns outlive a reload, and the file has the very rows that are shown", async ({
  trader: page,
  desk,
}) => {
  const portfolioId = await openTraded(page, desk);
  await page.getByRole("search").getByRole("button", { name: "Market", exact: true }).click();
  await page.getByRole("menuitemcheckbox", { name: "BTC/USDT", exact: true }).first().click();
  await page.keyboard.press("Escape");
  await page.getByRole("columnheader", { name: "Size" }).getByRole("button").click();
  await expect(page.locator("[data-order] [data-cell=size]")).toHaveText(["0.03000", "0.02000", "0.01000"]);
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("checkbox", { name: "Value", exact: true }).check();
  await page.keyboard.press("Escape");
  const expectArranged = async () => {
    await expect(page.getByTestId("row-count")).toHaveText("3 orders");
    await expect(page.getByRole("columnheader", { name: "Value" })).toBeVisible();
    await expect(page.getByRole("columnheader", { name: "Size" })).toHaveAttribute("aria-sort", "descending");
    // The count can stand before the rows are drawn.
    await expect(page.locator("[data-order] [data-cell=size]")).toHaveText(["0.03000", "0.02000", "0.01000"]);
  };
  await expectArranged();
  await page.locator("[data-order]").first().hover();
  await expectAccessible(page);
  await page.reload();
  await expectArranged();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "CSV" }).click();
  const [head = "", ...lines] = readFileSync(await (await download).path(), "utf8")
    .trim()
    .split("\r\n");
  const rows = lines.map((line) => line.split(","));
  const column = (name: string) => rows.map((row) => row[head.split(",").indexOf(name)]);
  const shown = await page
    .locator("[data-order]")
    .evaluateAll((all) => all.map((row) => row.getAttribute("data-order")));
  expect(column("order")).toEqual(shown);
  expect([column("size"), column("market")]).toEqual([await cells(page, "size"), Array(3).fill("BTC/USDT")]);
  await ask(page, "portfolios.archive", { portfolioId });
});

test("an order tells its life, and keeps a note and tags that the listing finds", async ({ trader: page, desk }) => {
  const portfolioId = await openTraded(page, desk);
  await page.locator("[data-order]", { hasText: "ETH/USDT" }).locator("[data-cell=status]").click();
  const sheet = page.getByRole("dialog", { name: /ETH\/USDT order/ });
  const steps = sheet.getByTestId("timeline").locator("[data-step]");
  await expect(steps.first()).toHaveAttribute("data-step", "Placed and sent");
  await expect(steps.last()).toHaveAttribute("data-step", "Filled");
  // A market order may fill in parts.
  await expect(steps.last()).toContainText(/0\.\d+ ETH at \d.* USDT as taker, fee \d/);
  const fills = await steps.filter({ hasText: " as taker, " }).allTextContents();
  const filled = fills.map((text) => Number(/([\d.]+) ETH at/.exec(text)?.[1]));
  expect(filled.reduce((total, each) => total + each, 0)).toBeCloseTo(0.5, 8);
  await sheet.getByRole("textbox", { name: "Note" }).fill("Chased the breakout");
  await sheet.getByLabel("Tags").fill("Breakout, late");
  await sheet.getByRole("button", { name: "Save note" }).click();
  await expect(sheet.getByText(/^Written by Ada Lovelace/)).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.getByRole("searchbox", { name: "Tag" }).fill("breakout");
  await expect(page.getByTestId("row-count")).toHaveText("1 order");
  await expect(page.locator("[data-order] [data-cell=tags]")).toHaveText(["breakoutlate"]);
  await expect(page.locator("[data-order] [data-cell=note]")).toHaveText(["Chased the breakout"]);
  await page.reload();
  await expect(page.getByTestId("row-count")).toHaveText("1 order");
  await ask(page, "portfolios.archive", { portfolioId });
});

test("the statement of the day adds up to the day's orders and fills", async ({ trader: page, desk }) => {
  const portfolioId = await openTraded(page, desk);
  await page.getByRole("tab", { name: "Fills" }).click();
  await expect(page.locator("[data-fill]").first()).toBeVisible();
  const fills = await page.locator("[data-fill]").count();
  await page.getByRole("tab", { name: "Statement" }).click();
  const statement = page.getByTestId("statement");
  const figure = (name: string) => statement.locator("dl > div", { hasText: name });
  await expect(figure("Orders placed")).toContainText("4");
  await expect(figure("Orders placed")).toContainText("2 filled");
  await expect(figure("Fills")).toContainText(String(fills));
  await expect(statement.locator("[data-statement=BTC-USDT] td").nth(3)).toHaveText("0.02000");
  await expect(statement.locator("[data-statement=ETH-USDT] td").nth(3)).toHaveText(/^0\.50*$/);
  const amounts = async (column: number) => {
    const texts = await statement.locator(`[data-statement] td:nth-child(${column})`).allTextContents();
    return texts.map((text) => Number(text.replace(/[^\d.]/g, "")));
  };
  const volume = await figure("Volume").locator("dd").first().textContent();
  const sum = (await amounts(6)).reduce((total, each) => total + each, 0);
  expect(Math.abs(sum - Number(volume?.replace(/[^\d.]/g, "")))).toBeLessThan(0.02);
  await expectAccessible(page);
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("navigation")).toHaveCount(0);
  await expect(statement.getByRole("button", { name: "Print" })).toBeHidden();
  await expect(statement.locator("[data-statement]").first()).toBeVisible();
  await page.emulateMedia({ media: "screen" });
  await ask(page, "portfolios.archive", { portfolioId });
});
