import { ask } from "./ask.ts";
import { expect, expectLive, outcomeOf, showTable, submitOf, test, writeOrder } from "./desk-test.ts";

test("a portfolio borrows for a purchase and a short sale, shows what it owes and how well that is backed, and repays", async ({
  trader,
  desk,
}) => {
  const name = `Margin ${crypto.randomUUID().slice(0, 8)}`;
  const { portfolioId } = (await ask(trader, "portfolios.create", { name, openingBalance: "1000" })).value;
  await trader.goto(`${desk.origin()}/settings/trading?portfolio=${portfolioId}`);
  const choice = trader.getByRole("radiogroup", { name: "Spot margin" });
  await expect(choice.getByRole("radio", { name: "Off" })).toBeChecked();
  await choice.getByRole("radio", { name: "Up to 3×" }).click();
  await expect(choice.getByRole("radio", { name: "Up to 3×" })).toBeChecked();
  await expect(trader.getByText("More is lent while the weighted assets are 1.50 times the debts")).toBeVisible();

  await trader.goto(`${desk.origin()}/trade/BTC-USDT?portfolio=${portfolioId}`);
  await expectLive(trader);
  await writeOrder(trader, { side: "Buy", size: "0.02" });
  const line = trader.getByTestId("borrow-line");
  await expect(line).toContainText("Margin 3×");
  await trader.getByRole("button", { name: "100%", exact: true }).click();
  await expect(line).toContainText(/borrows up to 1,[\d,]+\.\d\d USDT/);
  await expect(line).not.toContainText("may be borrowed");
  await writeOrder(trader, { side: "Buy", size: "0.02" });
  await expect(line).toContainText(/borrows up to [\d,]+\.\d\d USDT at 0\.00125%\/h/);
  await submitOf(trader).click();
  await expect(outcomeOf(trader)).toContainText("Bought 0.02000 BTC at");
  await showTable(trader, "Balances");
  const row = (currency: string) => trader.locator(`[data-index]`).filter({ hasText: currency });
  await expect(row("USDT").locator("[data-cell=borrowed]")).toHaveText(/^[1-9][\d,]*\.\d+$/);
  await expect(row("USDT").locator("[data-cell=net]")).toHaveText(/^−[1-9]/);
  await expect(trader.getByTestId("margin-level").first()).toHaveText(/Margin level \d\.\d\d/);

  await writeOrder(trader, { side: "Buy", size: "0.05" });
  await expect(line).toContainText(/more than the [\d,]+\.\d\d USDT that may be borrowed/);
  await submitOf(trader).click();
  await expect(outcomeOf(trader)).toContainText("more may be borrowed");
  const off = await ask(trader, "trading.setBorrowing", { portfolioId, key: crypto.randomUUID(), leverage: 1 });
  expect(off).toMatchObject({ kind: "refused", code: "debt-open" });

  await writeOrder(trader, { side: "Sell", size: "0.02998" });
  await expect(line).toContainText("borrows up to 0.01000000 BTC at 0.00042%/h");
  await submitOf(trader).click();
  await expect(outcomeOf(trader)).toContainText("Sold 0.02998 BTC at");
  await expect(row("USDT").locator("[data-cell=borrowed]")).toHaveText("0.00");
  await expect(row("BTC").locator("[data-cell=borrowed]")).toHaveText("0.01000000");

  await trader.getByRole("form", { name: "Order ticket" }).focus();
  await trader.keyboard.press("c");
  await expect(trader.getByRole("alertdialog")).toContainText("Close the short position in BTC/USDT?");
  await trader.keyboard.press("c");
  await expect(row("BTC").locator("[data-cell=borrowed]")).toHaveText(/^0\.0+$/);
  await ask(trader, "portfolios.archive", { portfolioId });
});
