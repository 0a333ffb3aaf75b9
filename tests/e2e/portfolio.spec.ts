import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessible.ts";
import { ask } from "./ask.ts";
import { type Desk, expect, test } from "./desk-test.ts";

const openPortfolios = async (page: Page, desk: Desk) => {
  await page.goto(`${desk.origin()}/settings/portfolios`);
  await expect(page.getByRole("button", { name: "New portfolio" })).toBeVisible();
};

const card = (page: Page, name: string) => page.locator(`[data-portfolio="${name}"]`);

async function create(page: Page, name: string, balance: string): Promise<string> {
  await page.getByRole("button", { name: "New portfolio" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByLabel(/^Opening balance/).fill(balance);
  await dialog.getByRole("button", { name: "Open portfolio" }).click();
  await expect(card(page, name)).toBeVisible();
  return idOf(page, name);
}

async function idOf(page: Page, name: string): Promise<string> {
  const all: { name: string; portfolioId: string }[] = await ask(page, "portfolios.list");
  return all.find((each) => each.name === name)?.portfolioId ?? "";
}

const figure = (page: Page, name: string) => page.getByRole("region", { name, exact: true }).first();

test("the overview tells a trade's profit apart from money paid in, and its range stands in the address", async ({
  trader: page,
  desk,
}) => {
  await openPortfolios(page, desk);
  const portfolioId = await create(page, "Overview", "50,000");
  await page.goto(`${desk.origin()}/portfolio?portfolio=${portfolioId}`);
  await expect(figure(page, "Equity")).toContainText("50,000.00");
  const market = { type: "market", price: null, timeInForce: "IOC", acceptsStalePrice: true };
  const order = { portfolioId, instrumentId: "BTC-USDT", side: "buy", quantity: "0.1", ...market };
  await ask(page, "orders.place", { ...order, key: crypto.randomUUID() });
  await ask(page, "portfolios.fund", { portfolioId, key: crypto.randomUUID(), currency: "USDT", amount: "1000" });
  await expect(figure(page, "Fees")).toContainText("+1,000.00");
  await expect(figure(page, "Profit and loss")).not.toContainText(/\d,\d{3}/);
  await expect(page.locator('[data-asset="BTC"]')).toContainText("%");
  await expect(page.getByRole("region", { name: "PnL by strategy" })).toContainText("By hand");
  await page.getByRole("button", { name: "1W", exact: true }).click();
  await expect(page).toHaveURL(/range=1W/);
  await page.reload();
  await expect(page.getByRole("button", { name: "1W", exact: true })).toHaveAttribute("aria-pressed", "true");
  await expect(figure(page, "Equity")).toContainText(/5[01],\d{3}\.\d\d/);
  await page.keyboard.press("Shift+H");
  await expect(figure(page, "Equity")).not.toContainText(/5[01],\d{3}/);
  await expect(page.getByTestId("equity")).toBeHidden();
  await expectAccessible(page);
  await ask(page, "portfolios.archive", { portfolioId });
});

test("a portfolio is opened, funded and begun anew, and the old one is kept and can be restored", async ({
  trader: page,
  desk,
}) => {
  await openPortfolios(page, desk);
  await create(page, "Practice", "1000");
  await expect(card(page, "Practice").getByRole("button", { name: "Reset…" })).toBeVisible();
  await card(page, "Practice").getByRole("button", { name: "Fund" }).click();
  await page.getByLabel(/^Amount/).fill("250.5");
  await page.getByRole("button", { name: "Pay in (paper)" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(card(page, "Practice")).toContainText("1,250.50");
  await expectAccessible(page);
  await card(page, "Practice").getByRole("button", { name: "Reset…" }).click();
  await page.getByLabel("Type RESET to confirm").fill("reset");
  await page.getByRole("button", { name: "Reset portfolio" }).click();
  await expect(page.getByRole("dialog").getByRole("alert")).toContainText("in capitals");
  await page.getByLabel("Type RESET to confirm").fill("RESET");
  await page.getByRole("button", { name: "Reset portfolio" }).click();
  await expect(card(page, "Practice")).not.toContainText("1,250.50");
  await expect(page.locator('[data-portfolio^="Practice · "]')).toContainText("1,250.50");
  const old = page.locator('[data-portfolio^="Practice · "]');
  await old.getByRole("button", { name: "Restore…" }).click();
  await page.getByRole("button", { name: "Restore portfolio" }).click();
  await expect(old.getByRole("button", { name: "Reset…" })).toBeVisible();
  const restored = (await old.getAttribute("data-portfolio")) ?? "";
  for (const name of ["Practice", restored]) {
    await ask(page, "portfolios.archive", { portfolioId: await idOf(page, name) });
  }
});

test("a member who is taken out loses the portfolio in an open browser", async ({
  trader: page,
  desk,
  openBrowser,
}) => {
  await openPortfolios(page, desk);
  const portfolioId = await create(page, "Shared", "1000");
  const invited = await ask(page, "users.invite", {
    ...{ name: "Mia", email: "mia@example.com", role: "viewer", portfolioIds: [] },
  });
  const other = await openBrowser();
  await other.goto(desk.origin() + invited.value.path);
  await other.getByLabel("Password").fill("a third long sentence to remember");
  await other.getByRole("button", { name: "Set the password" }).click();
  await expect(other.getByRole("heading", { name: /^No portfolio yet/ })).toBeVisible();

  await card(page, "Shared")
    .getByRole("button", { name: /^Members/ })
    .click();
  await page.getByLabel("Add somebody by e-mail").fill("mia@example.com");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await expect(page.locator('[data-member="mia@example.com"]')).toBeVisible();
  await other.goto(`${desk.origin()}/portfolio?portfolio=${portfolioId}`);
  await expect(figure(other, "Equity")).toContainText("1,000.00");

  await page.locator('[data-member="mia@example.com"]').getByRole("button", { name: "Remove" }).click();
  await page.getByRole("button", { name: "Remove", exact: true }).last().click();
  await expect(page.locator('[data-member="mia@example.com"]')).toHaveCount(0);
  await expect(other.getByRole("heading", { name: "There is nothing here" })).toBeVisible({ timeout: 20_000 });
  await ask(page, "portfolios.archive", { portfolioId });
});
