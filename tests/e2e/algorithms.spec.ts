import { expectAccessible } from "./accessible.ts";
import { expect, showTable, test } from "./desk-test.ts";

test("a TWAP is started, watched, paused, resumed and finished now", async ({ alone: trader }) => {
  await trader.getByRole("button", { name: "Execution algorithm" }).click();
  const ticket = trader.getByRole("form", { name: "Algorithm ticket" });
  await ticket.getByLabel("Size", { exact: true }).fill("0.05");
  await ticket.getByLabel("Duration", { exact: true }).fill("10");
  await ticket.getByLabel("Slices", { exact: true }).fill("1");
  await expect(ticket).toContainText('Number of slices "1" is out of range. Use 2 to 500 slices.');
  await ticket.getByLabel("Slices", { exact: true }).fill("60");
  await ticket.getByLabel("Randomness", { exact: true }).fill("0");
  await expect(ticket.getByTestId("algorithm-words")).toHaveText("60 slices of about 0.00083 BTC, one every 10 s.");
  await expect(ticket.getByTestId("est-value")).toContainText("USDT");
  await ticket.getByRole("button", { name: "Start TWAP: Buy 0.05000 BTC (paper)" }).click();
  await expect(ticket).toContainText("TWAP: Buy 0.05000 BTC has started.");

  await showTable(trader, "Algos");
  const row = trader.getByRole("row").filter({ hasText: "TWAP" }).last();
  const progress = row.getByRole("progressbar");
  await expect.poll(async () => Number(await progress.getAttribute("aria-valuenow"))).toBeGreaterThan(0);
  await row.getByRole("button", { name: "Pause" }).click();
  await expect(row).toContainText("Paused");
  await trader.mouse.move(0, 0); // A row under the pointer is tinted, and so is its text.
  await expectAccessible(trader);
  await row.getByRole("button", { name: "Resume" }).click();
  await expect(row).toContainText("Working");
  await row.getByRole("button", { name: "Finish now" }).click();
  const question = trader.getByRole("alertdialog");
  await expect(question).toContainText("All that is left is sent at once");
  await question.getByRole("button", { name: "Finish now" }).click();
  await expect(row).toContainText("Completed");
  await expect(progress).toHaveAttribute("aria-valuenow", "100");

  await row.locator("[data-cell=size]").click();
  const sheet = trader.getByRole("dialog");
  await expect(sheet).toContainText("VWAP since then");
  await expect(sheet).toContainText(/Its orders \(\d+\)/);
  await expect(sheet.locator("tbody tr").first()).toContainText("Filled");
  await trader.keyboard.press("Escape");
  await showTable(trader, "History");
  await expect(trader.locator("[data-order]").first().locator("[data-cell=type]")).toHaveText("Market · TWAP");
});
