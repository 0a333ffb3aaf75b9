import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessible.ts";
import { expect, outcomeOf, showTable, submitOf, test, writeOrder } from "./desk-test.ts";

const ticketOf = (page: Page) => page.getByRole("form", { name: "Order ticket" });
const rowOf = (page: Page, type: string) => page.locator("[data-order]").filter({ hasText: type });

test("protects a position with a stop that is dragged and changed, until a trailing stop closes it", async ({
  alone: trader,
}) => {
  const ticket = ticketOf(trader);
  await writeOrder(trader, { side: "Buy", size: "0.01" });
  await submitOf(trader).click();
  await expect(outcomeOf(trader)).toContainText("Bought 0.01000 BTC at");

  await ticket.getByRole("button", { name: "Sell", exact: true }).click();
  await ticket.getByRole("button", { name: "Stop order" }).click();
  await ticket.getByLabel("Reduce-only").check();
  const trigger = ticket.getByLabel("Trigger", { exact: true });
  await trigger.fill("90000");
  await expect(ticket).toContainText("It would fire at once: last is");
  const last = Number((await trader.getByTestId("last-price").first().textContent())?.replace(/[^\d.]/g, ""));
  const level = (Math.round(last * 0.997 * 100) / 100).toFixed(2);
  await trigger.fill(level);
  await expect(ticket.getByTestId("fires-when")).toHaveText(/^Fires when last falls to [\d,.]+\.$/);
  await expect(ticket.getByTestId("lives")).toHaveText("in the worker");
  await expect(ticket.getByTestId("holds-back")).toHaveText("nothing: reduce-only");
  await expect(submitOf(trader)).toHaveText(/^Stop sell 0\.00999 BTC @ [\d,.]+ \(paper\)/);
  await submitOf(trader).click();
  await expect(outcomeOf(trader)).toContainText("Held in the worker until its trigger fires");

  // Its line is moved by a key, as it can be dragged by hand.
  await trader.getByRole("button", { name: /^Stop sell 0\.00999 at .*drag/ }).press("Shift+ArrowDown");
  await trader.keyboard.press("Enter");
  const moved = (Number(level) - 0.1).toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ",");
  await showTable(trader, "Orders");
  const stop = rowOf(trader, "Stop market");
  await expect(stop.locator("[data-cell=trigger]")).toHaveText(`last ≤ ${moved}`);
  await expect(stop.locator("[data-cell=distance]")).toHaveText(/^−0\.\d\d%$/);
  await stop.getByRole("button", { name: "Edit" }).click();
  await expect(trader.getByLabel("New trigger of the order in BTC/USDT")).toBeFocused();
  await trader.keyboard.type("50000");
  await trader.keyboard.press("Enter");
  await expect(stop.locator("[data-cell=trigger]")).toHaveText("last ≤ 50,000.00");

  // A second one, over all of the position, however large that will be.
  await ticket.getByLabel("Whole position").check();
  await expect(ticket.getByLabel("Size", { exact: true })).toHaveCount(0);
  await trigger.fill("40000");
  await expect(submitOf(trader)).toHaveText(/^Stop sell all BTC @ 40,000\.00 \(paper\)/);
  await submitOf(trader).click();
  const whole = rowOf(trader, "Stop close all");
  await expect(whole.locator("[data-cell=size]")).toHaveText("all");

  await ticket.getByRole("button", { name: "Trailing stop" }).click();
  await ticket.getByLabel("Unit of the distance").selectOption("quote");
  await ticket.getByLabel("Distance", { exact: true }).fill("0.01");
  await ticket.getByLabel("Time in force").selectOption("GTD");
  await ticket.getByRole("button", { name: "8 h" }).click();
  await expectAccessible(trader);
  await submitOf(trader).click();
  await expect(outcomeOf(trader)).toContainText("Sold 0.00999 BTC at");
  // The stop has nothing left to protect, and must never open a position.
  await expect(stop).toHaveCount(0);
  await expect(whole).toHaveCount(0);
  await showTable(trader, "History");
  await expect(rowOf(trader, "Stop market").first()).toContainText("Cancelled");
  await rowOf(trader, "Trailing market GTD").first().locator("[data-cell=type]").click();
  const sheet = trader.getByRole("dialog");
  for (const words of ["Placed and held", "Trigger reached", "It followed the price to", "Filled"])
    await expect(sheet).toContainText(words);
});
