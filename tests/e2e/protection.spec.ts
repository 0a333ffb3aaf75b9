import { expectAccessible } from "./accessible.ts";
import { expect, expectLive, outcomeOf, showTable, submitOf, test, writeOrder } from "./desk-test.ts";

test("protects a position with one press, and warns when its stop is taken away", async ({ alone: page }) => {
  await writeOrder(page, { side: "Buy", size: "0.01" });
  await submitOf(page).click();
  await expect(outcomeOf(page)).toContainText("Bought 0.01000 BTC at");
  await showTable(page, "Positions");
  const covered = page.getByTestId("covered");
  await expect(covered).toHaveText("0%");
  await expect(page.getByTestId("to-stop")).toHaveText("–");

  await page.getByRole("button", { name: "Protect BTC/USDT" }).click();
  const dialog = page.getByRole("dialog", { name: "Protect BTC/USDT" });
  await expect(dialog).toContainText("0.00999 BTC of the long position, all of it, have no live stop.");
  await expect(dialog.getByLabel("Distance", { exact: true })).toHaveValue("2");
  await dialog.getByRole("button", { name: "5%", exact: true }).click();
  await expect(dialog.getByTestId("stop-risk")).toHaveText(/^\d[\d,.]* USDT$/);
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Sell 0.00999 BTC at the stop" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(covered).toHaveText("100% worker");
  await expect(page.getByTestId("to-stop")).toHaveText(/^\d\.\d\d% · \d/);
  await expect(page.getByRole("button", { name: "Protect BTC/USDT" })).toHaveCount(0);
  await expect(page.getByTestId("unprotected")).toHaveCount(0);

  // A position that has grown is larger than its stop.
  await writeOrder(page, { side: "Buy", size: "0.02" });
  await submitOf(page).click();
  await expect(covered).toHaveText("33% worker");
  await expect(page.getByTestId("unprotected")).toHaveText("UnprotectedBTC/USDT");
  await showTable(page, "Orders");
  await page.locator("[data-order]").getByRole("button", { name: "Cancel" }).click();
  const notice = page.locator("[data-notice=critical]").filter({ hasText: "BTC/USDT has lost its protection" });
  await expect(notice).toContainText("its stop was cancelled");
  await showTable(page, "Positions");
  await expect(covered).toHaveText("0% lost");

  await page.reload();
  await expectLive(page);
  await expect(page.getByTestId("unprotected")).toBeVisible();
  await page.goto(page.url().replace(/\/trade\/[^?]+/, "/portfolio"));
  await expect(page.getByTestId("covered")).toHaveText("0% lost");
  await page.getByTestId("unprotected").click();
  await page.getByRole("button", { name: /^Sell 0\.02\d+ BTC at the stop$/ }).click();
  await expect(page.getByTestId("covered")).toHaveText("100% worker");
  await expect(page.getByTestId("unprotected")).toHaveCount(0);
});
