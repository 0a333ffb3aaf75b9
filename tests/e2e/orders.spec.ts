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
  await ask(page, "portfolios.archive", { portfolioId });
});
