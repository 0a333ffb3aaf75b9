import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessible.ts";
import { expect, outcomeOf, showTable, submitOf, test, writeOrder } from "./desk-test.ts";

const ticketOf = (page: Page) => page.getByRole("form", { name: "Order ticket" });
const rowOf = (page: Page, type: string) => page.locator("[data-order]").filter({ hasText: type });
const grouped = (price: number) => price.toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ",");

async function lastPrice(page: Page): Promise<number> {
  return Number((await page.getByTestId("last-price").first().textContent())?.replace(/[^\d.]/g, ""));
}

test("places a bracket sized by its risk, moves its target on the chart, and ends the legs with the entry", async ({
  alone: trader,
}) => {
  const ticket = ticketOf(trader);
  const last = await lastPrice(trader);
  const at = (share: number) => Math.round(last * share * 100) / 100;
  await writeOrder(trader, { side: "Buy", size: "0.01", price: at(0.97).toFixed(2) });
  await ticket.getByLabel("Stop & target").check();
  await ticket.getByLabel("Stop & target").uncheck();
  await ticket.getByLabel("Stop & target").check();
  await ticket.getByLabel("Stop", { exact: true }).fill(at(0.98).toFixed(2));
  await expect(ticket).toContainText("Stop of a long: use a price below");
  await ticket.getByLabel("Stop", { exact: true }).fill(at(0.96).toFixed(2));
  await ticket.getByLabel("Target", { exact: true }).fill(at(0.999).toFixed(2));
  await ticket.getByLabel("Unit of the size").selectOption("risk");
  await ticket.getByLabel("Size", { exact: true }).fill("0.1");
  await expect(ticket.getByTestId("risk-to-stop")).toHaveText(/^(99\.\d\d|100\.00) USDT · 0\.10% of equity$/);
  await expect(ticket.getByTestId("reward-at-target")).toHaveText(/^22\d\.\d\d USDT · 2\.27 : 1$/);
  await expectAccessible(trader);
  await submitOf(trader).click();
  await expect(outcomeOf(trader)).toContainText(/Sent to the venue|Working at the venue/);

  await showTable(trader, "Orders");
  await expect(rowOf(trader, "Stop market")).toContainText("Awaits entry");
  await expect(rowOf(trader, "Take profit limit")).toContainText("Awaits entry");
  // Its limit lies at its trigger, and goes with it.
  await trader.getByRole("button", { name: /^Take profit sell .* awaits entry at .*drag/ }).press("Shift+ArrowDown");
  await trader.keyboard.press("Enter");
  const moved = grouped(at(0.999) - 0.1);
  const target = rowOf(trader, "Take profit limit");
  await expect(target.locator("[data-cell=trigger]")).toHaveText(`last ≥ ${moved}`);
  await expect(target.locator("[data-cell=price]")).toHaveText(moved);

  // Both legs in one command, with what they then stand for.
  await target.getByRole("button", { name: "Edit" }).click();
  const legs = trader.getByRole("form", { name: "Stop and target in BTC/USDT" });
  await legs.getByLabel("Stop", { exact: true }).fill(at(1.2).toFixed(2));
  await expect(legs).toContainText("The stop lies below the target");
  await legs.getByLabel("Stop", { exact: true }).fill(at(0.95).toFixed(2));
  await legs.getByLabel("Target", { exact: true }).fill(at(1.01).toFixed(2));
  await expect(legs.getByTestId("legs-reward")).toHaveText(/^[\d,.]+ USDT · 1\.73 : 1$/);
  await expectAccessible(trader);
  await legs.getByRole("button", { name: "Change stop and target" }).click();
  await expect(target.locator("[data-cell=trigger]")).toHaveText(`last ≥ ${grouped(at(1.01))}`);
  await expect(rowOf(trader, "Stop market").locator("[data-cell=trigger]")).toContainText(grouped(at(0.95)));

  await rowOf(trader, "Limit GTC").getByRole("button", { name: "Cancel" }).click();
  await expect(trader.locator("[data-order]")).toHaveCount(0);
  await showTable(trader, "History");
  await expect(rowOf(trader, "Stop market").first()).toContainText("Cancelled");
});

test("guards a position with an OCO, and with a target pulled from its entry line", async ({ alone: trader }) => {
  const ticket = ticketOf(trader);
  await writeOrder(trader, { side: "Buy", size: "0.02" });
  await submitOf(trader).click();
  await expect(outcomeOf(trader)).toContainText("Bought 0.02000 BTC at");
  const last = await lastPrice(trader);

  const handle = trader.getByRole("button", { name: /^\+ Target at .*drag/ });
  const box = await handle.boundingBox();
  if (box === null) throw new Error("The entry line has no handle");
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await trader.mouse.move(x, y);
  await trader.mouse.down();
  await trader.mouse.move(x, y - 100, { steps: 5 });
  await trader.mouse.up();
  await expect(trader.getByRole("group", { name: "Confirm the new price" })).toContainText("Place at");
  await trader.keyboard.press("Enter");
  await showTable(trader, "Orders");
  await rowOf(trader, "Take profit limit").getByRole("button", { name: "Cancel" }).click();
  await expect(trader.locator("[data-order]")).toHaveCount(0);

  await ticket.getByRole("button", { name: "Sell", exact: true }).click();
  await ticket.getByRole("button", { name: /^OCO/ }).click();
  await ticket.getByLabel("Size", { exact: true }).fill("0.02");
  await ticket.getByRole("button", { name: "%", exact: true }).click();
  await ticket.getByLabel("Stop", { exact: true }).fill("4");
  await ticket.getByLabel("Target", { exact: true }).fill("8");
  await expect(submitOf(trader)).toContainText("OCO sell 0.01998 BTC");
  await submitOf(trader).click();
  await expect(outcomeOf(trader)).toContainText("Held in the worker until its trigger fires");
  await showTable(trader, "Orders");
  await expect(trader.locator("[data-order]")).toHaveCount(2);
  const trigger = await rowOf(trader, "Stop market").locator("[data-cell=trigger]").textContent();
  expect(Number(trigger?.replace(/[^\d.]/g, "")) / last).toBeCloseTo(0.96, 2);
});
