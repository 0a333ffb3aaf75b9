import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessible.ts";
import { expect, expectLive, outcomeOf, showTable, submitOf, test } from "./desk-test.ts";

const NAME = "BTC/USDT Perp";
const rowOf = (page: Page, side: string) => page.locator("[data-row]").filter({ hasText: side });

test("holds a long and a short, guards the one, closes the other", async ({ alone: trader, desk }) => {
  const { search } = new URL(trader.url());
  await trader.goto(`${desk.origin()}/trade/BTC-USDT-PERP${search}`);
  await expectLive(trader);
  const ticket = trader.getByRole("form", { name: "Order ticket" });
  const dialog = trader.getByRole("dialog", { name: `Margin of ${NAME}` });
  await ticket.getByRole("button", { name: "Position mode: One-way" }).click();
  await dialog.getByRole("button", { name: "Isolated", exact: true }).click();
  await dialog.getByRole("button", { name: "Set 5× Isolated" }).click();
  await expect(dialog).toHaveCount(0);
  await ticket.getByRole("button", { name: "Position mode: One-way" }).click();
  await dialog.getByRole("button", { name: "Hedge", exact: true }).click();
  await expectAccessible(trader);
  await dialog.getByRole("button", { name: "Switch to hedge mode" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(ticket.getByRole("button", { name: "Position mode: Hedge" })).toBeVisible();

  // Both sides are opened; what the ticket says it does names the position.
  await ticket.getByRole("button", { name: "Market", exact: true }).click();
  await ticket.getByLabel("Size", { exact: true }).fill("0.2");
  await expect(submitOf(trader)).toContainText("Open long 0.200 BTC at market");
  await submitOf(trader).click();
  await expect(outcomeOf(trader)).toContainText("Bought 0.200 BTC at");
  await ticket.getByRole("button", { name: "Open short" }).click();
  await ticket.getByLabel("Size", { exact: true }).fill("0.1");
  await expect(ticket.getByTestId("position-after")).toHaveText("−0.10000000 BTC");
  await submitOf(trader).click();
  await expect(outcomeOf(trader)).toContainText("Sold 0.100 BTC at");
  await showTable(trader, "Positions");
  const [long, short] = [rowOf(trader, "LONG"), rowOf(trader, "SHORT")];
  await expect(long.locator("[data-cell=size]")).toHaveText("0.20000000 BTC");
  await expect(short.locator("[data-cell=size]")).toHaveText("0.10000000 BTC");
  await expect(trader.locator("#chart-summary-main")).toContainText(/Liquidation long .*; Liquidation short /);

  // A mode is not changed over what is open.
  await ticket.getByRole("button", { name: "Position mode: Hedge" }).click();
  await dialog.getByRole("button", { name: "One-way", exact: true }).click();
  await expect(dialog.getByTestId("mode-problem")).toContainText("cannot change while a position is open");
  await trader.keyboard.press("Escape");

  // Margin moves to one side, and its liquidation price with it.
  const liquidation = short.getByTestId("liquidation");
  const before = await liquidation.textContent();
  await short.getByRole("button", { name: `Add margin to ${NAME} short` }).click();
  const moving = trader.getByRole("dialog", { name: `Margin of the position in ${NAME} short` });
  await moving.getByLabel("Amount", { exact: true }).fill("100");
  await expect(moving.getByTestId("margin-change")).toHaveText(/^1,[23]\d\d\.\d\d → 1,[34]\d\d\.\d\d USDT$/);
  await moving.getByRole("button", { name: "Add 100 USDT" }).click();
  await expect(moving).toHaveCount(0);
  await expect.poll(() => liquidation.textContent()).not.toBe(before);

  // One is guarded, the other stays bare.
  await long.getByRole("button", { name: `Protect ${NAME} long` }).click();
  await trader
    .getByRole("dialog", { name: `Protect ${NAME} long` })
    .getByRole("button", { name: /^Sell 0\.200/ })
    .click();
  await expect(long.getByTestId("covered")).toContainText("100%");
  await expect(short.getByTestId("covered")).toContainText("0%");

  // The one that is closed goes, the other stands with its stop.
  await ticket.getByRole("button", { name: "Close", exact: true }).click();
  await expect(ticket.getByTestId("closable")).toHaveText("0.100 BTC of the short position can be closed.");
  await ticket.getByLabel("Size", { exact: true }).fill("5");
  await expect(submitOf(trader)).toContainText("Close short 0.100 BTC at market");
  await trader.keyboard.press("Escape");
  await short.getByRole("button", { name: `Close ${NAME} short`, exact: true }).click();
  const question = trader.getByRole("alertdialog", { name: `Close the short position in ${NAME}?` });
  await question.getByRole("button", { name: "Buy 0.100 BTC" }).click();
  await expect(rowOf(trader, "flat short")).toBeVisible();
  await expect(long.locator("[data-cell=size]")).toHaveText("0.20000000 BTC");
  await expect(long.getByTestId("covered")).toContainText("100%");

  // The one that is turned goes to the other side, with its stop ended.
  await expect(long.getByRole("button", { name: `Reverse ${NAME} long` })).toHaveAttribute(
    "title",
    "Close long 0.200 BTC, open short 0.200 BTC, at market",
  );
  await long.getByRole("button", { name: `Reverse ${NAME} long` }).click();
  const turning = trader.getByRole("alertdialog", { name: `Reverse the long position in ${NAME}?` });
  await expect(turning).toContainText("must be free for the short beside the long");
  await turning.getByRole("button", { name: "Close long 0.200 BTC, open short 0.200 BTC" }).click();
  await expect(rowOf(trader, "flat long")).toBeVisible();
  await expect(short.locator("[data-cell=size]")).toHaveText("0.20000000 BTC");
  await expect(short.getByTestId("covered")).toContainText("0%");
  await showTable(trader, "History");
  await expect(trader.locator("[data-order] [data-cell=position]").filter({ hasText: "short" })).toHaveCount(3);
});
