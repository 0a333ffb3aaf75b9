import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessible.ts";
import { expect, expectLive, outcomeOf, showTable, submitOf, test, writeOrder } from "./desk-test.ts";

const NAME = "BTC/USDT Perp";
const rowOf = (page: Page, side: string) => page.locator("[data-row]").filter({ hasText: side });

test("goes short at 10× isolated, sees where that ends, turns it and closes it", async ({ alone: trader, desk }) => {
  const { search } = new URL(trader.url());
  await trader.goto(`${desk.origin()}/trade/BTC-USDT-PERP${search}`);
  await expectLive(trader);
  const ticket = trader.getByRole("form", { name: "Order ticket" });
  await ticket.getByRole("button", { name: "Leverage: 5×" }).click();
  const dialog = trader.getByRole("dialog", { name: `Margin of ${NAME}` });
  for (const wrong of ["200", "0"]) {
    await dialog.getByLabel("Leverage", { exact: true }).fill(wrong);
    await expect(dialog.getByLabel("Leverage", { exact: true })).toHaveAccessibleDescription(
      "Enter a whole leverage from 1 to 125.",
    );
  }
  await dialog.getByLabel("Leverage", { exact: true }).fill("10");
  await dialog.getByRole("button", { name: "Isolated", exact: true }).click();
  await expect(dialog.getByTestId("largest-position")).toHaveText("230,000,000.00 USDT");
  await expectAccessible(trader);
  await dialog.getByRole("button", { name: "Set 10× Isolated" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(ticket.getByRole("button", { name: "Leverage: 10×" })).toBeVisible();
  await expect(ticket.getByRole("button", { name: "Margin mode: Isolated" })).toBeVisible();

  await writeOrder(trader, { side: "Sell", size: "0.1" });
  await expect(ticket.getByTestId("margin-required")).toHaveText(/^6\d\d\.\d\d USDT at 10×$/);
  await expect(ticket.getByTestId("position-after")).toHaveText("−0.10000000 BTC");
  await expect(ticket.getByTestId("est-liq-price")).toHaveText(/^[\d,]+\.\d · 9\.\d%$/);
  await submitOf(trader).click();
  await expect(outcomeOf(trader)).toContainText("Sold 0.100 BTC at");
  await showTable(trader, "Positions");
  const short = rowOf(trader, "SHORT");
  await expect(short.getByTestId("margin-setting")).toHaveText("10× isolated");
  await expect(short.getByTestId("liquidation")).toHaveText(/^[\d,]+\.\d · 9\.\d%$/);
  await expect(trader.locator("#chart-summary-main")).toContainText(/Liquidation 9\.\d% · [\d,]+\.\d\./);

  // What the setting would make of it is seen before it is changed, and a refusal is said there.
  await ticket.getByRole("button", { name: "Leverage: 10×" }).click();
  await dialog.getByRole("button", { name: "5×", exact: true }).click();
  await expect(dialog.getByTestId("margin-change")).toHaveText(/^6\d\d\.\d\d → 1,2\d\d\.\d\d USDT$/);
  await expect(dialog.getByTestId("liquidation-change")).toHaveText(/^[\d,]+\.\d → [\d,]+\.\d$/);
  await dialog.getByRole("button", { name: "Cross", exact: true }).click();
  await expect(dialog.getByTestId("margin-problem")).toContainText("cannot change while a position is open");
  await dialog.getByRole("button", { name: "Keep 10× Isolated" }).click();

  await short.getByRole("button", { name: `Reverse ${NAME}` }).click();
  const question = trader.getByRole("alertdialog", { name: `Reverse the short position in ${NAME}?` });
  await expect(question).toContainText("both or neither");
  await question.getByRole("button", { name: "Buy 2 × 0.100 BTC" }).click();
  const long = rowOf(trader, "LONG");
  await expect(long.locator("[data-cell=size]")).toHaveText("0.10000000 BTC");
  await expect(long.getByTestId("liquidation")).toHaveText(/ · 9\.\d%$/);
  await expect(rowOf(trader, "SHORT")).toHaveCount(0);

  await long.getByRole("button", { name: `Close ${NAME}`, exact: true }).click();
  await trader.getByRole("alertdialog").getByRole("button", { name: "Sell 0.100 BTC" }).click();
  await expect(rowOf(trader, "flat")).toBeVisible();
  await expect(trader.getByTestId("liquidation")).toHaveCount(0);
  await showTable(trader, "History");
  await expect(trader.locator("[data-order]")).toHaveCount(4);
});
