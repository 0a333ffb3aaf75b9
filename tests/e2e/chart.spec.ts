import type { Page } from "@playwright/test";
import { expect, submitOf, test, writeOrder } from "./desk-test.ts";

const chartOf = (page: Page) => page.locator("[data-chart=main]");
const isReady = (page: Page) => expect(chartOf(page)).toHaveAttribute("data-state", "ready");

test("shows candles, and another timeframe by a click, by keys and by its link", async ({ trader }) => {
  await isReady(trader);
  await expect(chartOf(trader).locator("[data-figure=C]")).toHaveText(/^\d{2,3},\d{3}\.\d{2}$/);
  await trader.getByRole("button", { name: "1 hour", exact: true }).click();
  await expect(trader).toHaveURL(/tf=1h/);
  await isReady(trader);
  await chartOf(trader).focus();
  await trader.keyboard.type("15");
  await expect(trader.getByRole("status").filter({ hasText: "15m" })).toBeVisible();
  await trader.keyboard.press("Enter");
  await expect(trader).toHaveURL(/tf=15m/);
  await trader.reload();
  await isReady(trader);
  await expect(trader.getByRole("button", { name: "15 minutes", exact: true })).toHaveAttribute("aria-pressed", "true");
});

test("asks at a price what is wanted there, and looks for the market that is typed", async ({ trader }) => {
  await isReady(trader);
  await trader.getByRole("button", { name: "Panel Chart: what can be done with it" }).click();
  await expect(trader.getByRole("menuitemcheckbox", { name: "Fills" })).toBeChecked();
  await trader.keyboard.press("Escape");
  await chartOf(trader).click({ button: "right", position: { x: 200, y: 300 } });
  const buy = trader.getByRole("menuitem", { name: /^Buy limit @/ });
  const price = (await buy.textContent())?.match(/[\d,.]+$/)?.[0].replaceAll(",", "") ?? "";
  await buy.click();
  const ticket = trader.getByRole("form", { name: "Order ticket" });
  await expect(ticket).toHaveAttribute("data-staged", "true");
  await expect(ticket).toBeFocused();
  await expect(ticket.getByLabel("Price", { exact: true })).toHaveValue(price);
  await trader.keyboard.press("Escape");
  await chartOf(trader).focus();
  await trader.keyboard.press("e");
  await expect(trader.getByRole("combobox", { name: "Search instruments" })).toHaveValue("e");
  await trader.keyboard.type("th");
  await expect(trader.getByRole("listbox").getByRole("option").first()).toContainText("ETH/USDT");
  await trader.keyboard.press("Enter");
  await expect(trader).toHaveURL(/\/trade\/ETH-USDT/);
});

test("keeps an indicator over a reload, with its values in the legend", async ({ trader }) => {
  await isReady(trader);
  await trader.getByRole("button", { name: "Indicators" }).click();
  await trader.getByLabel("Search indicators").fill("simple moving");
  await trader.getByLabel("Search indicators").press("Enter");
  await trader.getByLabel("Period").fill("9");
  await trader.getByRole("button", { name: "Done" }).click();
  const legend = chartOf(trader).locator(".chart-indicator", { hasText: "SMA 9" });
  await expect(legend).toContainText(/\d,\d{3}\.\d{2}/);
  await trader.reload();
  await isReady(trader);
  await expect(legend).toContainText(/\d,\d{3}\.\d{2}/);
  await legend.getByRole("button", { name: "Remove SMA 9" }).click();
  await expect(legend).toHaveCount(0);
});

test("moves a working order by dragging its line, once that is confirmed, and cancels it on the line", async ({
  alone: trader,
}) => {
  await isReady(trader);
  const close = await chartOf(trader).locator("[data-figure=C]").textContent();
  const price = (Math.round(Number((close ?? "").replaceAll(",", "")) * 0.999 * 100) / 100).toFixed(2);
  await writeOrder(trader, { side: "Buy", size: "0.01", price });
  await submitOf(trader).click();
  const grab = trader.getByRole("button", { name: /^Limit buy 0\.01 at .*drag/ });
  const box = await grab.boundingBox();
  if (box === null) throw new Error("The order's line is not in view");
  const before = await grab.getAttribute("aria-label");
  await trader.mouse.move(box.x + 10, box.y + box.height / 2);
  await trader.mouse.down();
  await trader.mouse.move(box.x + 10, box.y + 40, { steps: 4 });
  await trader.mouse.up();
  const confirm = trader.getByRole("group", { name: "Confirm the new price" });
  const yes = confirm.getByRole("button", { name: /^Move to/ });
  await expect(yes).toBeFocused();
  const wanted = (await yes.textContent())?.match(/[\d,.]+/)?.[0] ?? "";
  await trader.keyboard.press("Enter");
  await expect(confirm).toBeHidden();
  await expect(trader.getByRole("button", { name: `Cancel Limit buy 0.01 at ${wanted}` })).toHaveCount(1);
  expect(before).not.toContain(wanted);
  await trader.getByRole("button", { name: `Cancel Limit buy 0.01 at ${wanted}` }).click();
  await expect(grab).toHaveCount(0);
});
