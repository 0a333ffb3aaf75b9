import type { Page } from "@playwright/test";
import { expect, expectLive, orderAt, outcomeOf, showTable, submitOf, test, writeOrder } from "./desk-test.ts";

test.describe.configure({ mode: "serial", timeout: 300_000 });

const ticketOf = (page: Page) => page.getByRole("form", { name: "Order ticket" });
const noticeOf = (page: Page, text: RegExp | string) => page.locator("[data-notice]").filter({ hasText: text });

test("places, moves, cancels, closes and exports with the keyboard alone", async ({ alone: trader }) => {
  const price = ticketOf(trader).getByLabel("Price", { exact: true });
  await trader.keyboard.press("b");
  await ticketOf(trader).getByLabel("Size", { exact: true }).fill("0.01");
  await trader.keyboard.press("Escape");
  await trader.keyboard.press("b");
  await trader.keyboard.press("l");
  const before = Number(await price.inputValue());
  for (const key of ["ArrowDown", "Shift+ArrowDown", "Alt+ArrowDown"]) await trader.keyboard.press(key);
  await expect(price).toHaveValue((before - 1.11).toFixed(2));
  for (let press = 0; press < 30; press += 1) await trader.keyboard.press("Alt+ArrowDown");
  await trader.keyboard.press("Enter");
  await expect(outcomeOf(trader)).toContainText("Working at the venue");
  // The newest order is changed in its row, and cancelled there.
  await trader.keyboard.press("a");
  await expect(trader.getByLabel("New price of the order in BTC/USDT")).toBeFocused();
  await trader.keyboard.type("40500");
  await trader.keyboard.press("Tab");
  await trader.keyboard.type("0.02");
  await trader.keyboard.press("Enter");
  const moved = orderAt(trader, "40,500.00");
  await expect(moved.locator("[data-cell=size]")).toHaveText("0.02000");
  await expect(moved).toContainText("Working");
  await expect(moved).toBeFocused();
  await trader.keyboard.press("x");
  await expect(noticeOf(trader, /^Cancelled: Buy 0\.02000 BTC/)).toBeVisible();

  await trader.keyboard.press("s");
  await trader.keyboard.press("Escape");
  await trader.keyboard.press("b");
  await trader.keyboard.press("m");
  await expect(submitOf(trader)).toHaveText("Buy 0.01000 BTC at market (paper)");
  await expect(trader.getByTestId("worst-price")).toHaveText(/\d USDT/);
  await trader.keyboard.press("Enter");
  await expect(outcomeOf(trader)).toContainText("Bought 0.01000 BTC at");
  const question = trader.getByRole("alertdialog");
  await trader.keyboard.press("Shift+C");
  await expect(question).toContainText("Close half of the long position");
  await trader.keyboard.press("Shift+C");
  await expect(noticeOf(trader, /^Sold 0\.00500 BTC/)).toBeVisible();
  await trader.keyboard.press("i");
  await expect(trader.locator('[data-instrument="BTC-USDT"]')).toBeFocused();
  const saving = trader.waitForEvent("download");
  await trader.keyboard.press("e");
  expect((await saving).suggestedFilename()).toBe("tradewind-positions.csv");
  await trader.keyboard.press("c");
  await expect(question).toContainText("Close the long position in BTC/USDT?");
  await trader.keyboard.press("Escape");
  await expect(trader.locator('[data-instrument="BTC-USDT"]')).toBeFocused();
  await trader.getByRole("form", { name: "Order ticket" }).focus();
  await trader.keyboard.press("c");
  await expect(question).toContainText("at market, reduce-only");
  await expect(question.getByRole("button", { name: "Keep as it is" })).toBeFocused();
  await trader.keyboard.press("c");
  // What the fee has left of the other half.
  await expect(noticeOf(trader, /^Sold 0\.00499 BTC/)).toBeVisible();
  await expect(question).toHaveCount(0);
});

test("holds post-only, FOK and reduce-only to their word", async ({ alone: trader }) => {
  const ticket = ticketOf(trader);
  await writeOrder(trader, { side: "Sell", size: "1", price: "90000" });
  await ticket.getByLabel("Reduce-only").check();
  await expect(ticket).toContainText("Reduce-only: there is no long position in BTC/USDT to reduce.");
  await ticket.getByLabel("Reduce-only").uncheck();

  // A price that follows the market lets go where somebody writes in it.
  const price = ticket.getByLabel("Price", { exact: true });
  const pin = ticket.getByRole("button", { name: "Follow the best price" });
  await pin.click();
  await expect(pin).toHaveAttribute("aria-pressed", "true");
  await price.click();
  await expect(pin).toHaveAttribute("aria-pressed", "false");
  await trader.keyboard.press("ControlOrMeta+a");
  await trader.keyboard.type("63000");
  await expect(price).toHaveValue("63000");

  await writeOrder(trader, { side: "Buy", size: "0.02", price: "64000" });
  await ticket.getByLabel("Time in force").selectOption("GTD");
  await expect(ticket).toContainText("Choose until when the order is good.");
  await ticket.getByRole("button", { name: "Ask", exact: true }).click();
  await ticket.getByLabel("Time in force").selectOption("FOK");
  await ticket.getByLabel("Post-only").check();
  await expect(ticket.getByLabel("Time in force")).toHaveValue("GTC");
  // The market may have risen meanwhile.
  for (let press = 0; press < 30; press += 1) await price.press("Alt+ArrowUp");
  await expect(ticket).toContainText("Post-only would be refused");
  await submitOf(trader).click();
  await expect(outcomeOf(trader)).toContainText("Rejected by the venue");
  await expect(noticeOf(trader, "Rejected by the venue")).toBeVisible();

  await ticket.getByLabel("Post-only").uncheck();
  await writeOrder(trader, { side: "Buy", size: "0.03", price: "40000" });
  await ticket.getByLabel("Time in force").selectOption("FOK");
  await submitOf(trader).click();
  await expect(outcomeOf(trader)).toContainText(/Cancelled|Expired/);
  await writeOrder(trader, { side: "Buy", size: "0.03", price: "90000" });
  await expect(ticket).toContainText("through the best ask");
  await expect(submitOf(trader)).toBeDisabled();
});

test("changes a working order where it stands, and closes a position by its row", async ({ alone: trader }) => {
  await writeOrder(trader, { side: "Buy", size: "0.01", price: "40000" });
  await submitOf(trader).click();
  await expect(outcomeOf(trader)).toContainText("Working at the venue");
  await showTable(trader, "Orders");
  const newPrice = trader.getByLabel("New price of the order in BTC/USDT");
  await orderAt(trader, "40,000.00").getByRole("button", { name: "Edit" }).click();
  await expect(newPrice).toBeFocused();
  await trader.keyboard.type("40500.001");
  await expect(newPrice).toHaveAttribute("aria-invalid", "true");
  await trader.keyboard.press("Escape");
  await orderAt(trader, "40,000.00").getByRole("button", { name: "Edit" }).click();
  await trader.keyboard.type("40500");
  await trader.keyboard.press("Tab");
  await trader.keyboard.type("0.02");
  await trader.keyboard.press("Enter");
  const changed = orderAt(trader, "40,500.00");
  await expect(changed.locator("[data-cell=size]")).toHaveText("0.02000");
  await expect(changed).toContainText("Working");
  await expect(orderAt(trader, "40,000.00")).toHaveCount(0);
  await changed.locator("[data-market]").click({ button: "right" });
  await expect(trader.getByRole("menuitem", { name: "Open chart in a window" })).toBeVisible();
  await trader.keyboard.press("Escape");
  await trader.getByRole("button", { name: "Cancel all" }).click();
  await trader.getByRole("menuitem", { name: /^Everything/ }).click();
  await trader.getByRole("alertdialog").getByRole("button", { name: "Cancel 1 open order" }).click();
  await expect(changed).toHaveCount(0);

  await writeOrder(trader, { side: "Buy", size: "0.02" });
  await submitOf(trader).click();
  await expect(outcomeOf(trader)).toContainText("Bought 0.02000 BTC at");
  await showTable(trader, "Positions");
  await trader.getByRole("button", { name: "Close half of BTC/USDT" }).click();
  const question = trader.getByRole("alertdialog");
  await expect(question).toContainText("Close half of the long position in BTC/USDT?");
  await question.getByRole("button", { name: /^Sell 0\.00999 BTC/ }).click();
  await expect(noticeOf(trader, /^Sold 0\.00999 BTC/)).toBeVisible();
  await expect(question).toHaveCount(0);
  await trader.getByRole("button", { name: "Close all…" }).click();
  await trader.getByRole("button", { name: "Close 1 at market" }).click();
  await expect(noticeOf(trader, /^Sold/)).toHaveCount(2);
  await expect(question).toHaveCount(0);
});

test("sends with one click only where that was asked for, and cancels all from anywhere", async ({ alone: trader }) => {
  const chip = trader.getByRole("button", { name: "One-click trading" });
  await chip.click();
  await trader.getByRole("alertdialog").getByRole("button", { name: "Turn it on" }).click();
  await expect(chip).toHaveAttribute("aria-pressed", "true");
  await trader.reload();
  await expectLive(trader);
  const header = trader.getByRole("banner").getByRole("button", { name: "One-click" });
  await header.click();
  await expect(header).toHaveCount(0);

  await writeOrder(trader, { side: "Buy", size: "0.01", price: "41000" });
  await submitOf(trader).click();
  await expect(outcomeOf(trader)).toContainText("Working at the venue");
  await ticketOf(trader).getByLabel("Size", { exact: true }).focus();
  await trader.keyboard.press("Control+Shift+X");
  await expect(trader.getByRole("alertdialog")).toContainText("1 to buy, 0 to sell");
  await trader.keyboard.press("Enter");
  await expect(noticeOf(trader, /^Cancelled: Buy 0\.01000 BTC @ 41,000\.00/)).toBeVisible();
});

test("keeps a half-written order through a reload, for its own market alone, and sends nothing by that", async ({
  alone: trader,
  desk,
}) => {
  const size = ticketOf(trader).getByLabel("Size", { exact: true });
  await writeOrder(trader, { side: "Sell", size: "0.0123", price: "70123" });
  const label = await submitOf(trader).innerText();
  await trader.reload();
  await expectLive(trader);
  await expect(size).toHaveValue("0.0123");
  await expect(submitOf(trader)).toHaveText(label.replaceAll(/\s+/g, " "), { useInnerText: true });
  const { search } = new URL(trader.url());
  await trader.goto(`${desk.origin()}/trade/ETH-USDT${search}`);
  await expectLive(trader);
  await expect(size).toHaveValue("");
  await trader.goto(`${desk.origin()}/trade/BTC-USDT${search}`);
  await expect(size).toHaveValue("0.0123");
  await size.fill("");
  await trader.reload();
  await expectLive(trader);
  await expect(size).toHaveValue("");
  await showTable(trader, "Orders");
  await expect(trader.locator("[data-order]")).toHaveCount(0);
});

test("asks before it takes back all orders of a side, and leaves the other", async ({ alone: trader }) => {
  for (const [side, price] of [
    ["Buy", "30123"],
    ["Buy", "30124"],
    ["Sell", "90123"],
  ] as const) {
    if (side === "Sell") {
      await writeOrder(trader, { side: "Buy", size: "0.05" });
      await submitOf(trader).click();
      await expect(outcomeOf(trader)).toContainText("Bought 0.05000 BTC");
    }
    await writeOrder(trader, { side, size: "0.01", price });
    await submitOf(trader).click();
    await expect(outcomeOf(trader)).toContainText("Working at the venue");
  }
  await showTable(trader, "Orders");
  await trader.getByRole("button", { name: "Cancel all" }).click();
  await trader.getByRole("menuitem", { name: /^All buys/ }).click();
  const question = trader.getByRole("alertdialog", { name: "Cancel 2 open buy orders?" });
  await expect(question).toContainText("those to sell stay");
  await expect(trader.locator("[data-order]")).toHaveCount(3);
  await question.getByRole("button", { name: "Cancel 2 open buy orders" }).click();
  await expect(trader.locator("[data-order]")).toHaveCount(1);
  await expect(orderAt(trader, "90,123.00")).toHaveCount(1);
});
