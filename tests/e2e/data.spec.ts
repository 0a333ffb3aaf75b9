import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "./accessible.ts";
import { type Desk, expect, openAsOwner, test } from "./desk-test.ts";

const HOUR_MS = 3_600_000;
const START = Date.UTC(2023, 2, 20);

type Sheet = { readonly hours: number; readonly bad?: boolean; readonly gapFrom?: number; readonly gapUntil?: number };

/** Hours of candles as a person's own file, if wished with a gap and with bad rows in the lines 4, 6 and 9. */
function sheet({ hours, bad = false, gapFrom = 0, gapUntil = 0 }: Sheet): string {
  const rows = ["open_time,open,high,low,close,volume"];
  for (let hour = 0; hour < hours; hour++) {
    if (hour >= gapFrom && hour < gapUntil) continue;
    rows.push(`${START + hour * HOUR_MS},27000.1,27100,26900,27050.5,${hour + 1}`);
  }
  if (bad) {
    rows[3] = `${START + 2 * HOUR_MS},27000.1,27100,26900,27050.5,abc`;
    rows[5] = `${START + 4 * HOUR_MS},27000.1,1,26900,27050.5,5`;
    rows[8] = `${START + 7 * HOUR_MS},27000.1,27100`;
  }
  return rows.join("\n");
}

async function openData(page: Page, desk: Desk): Promise<void> {
  await openAsOwner(page, desk);
  await page.goto(`${desk.origin()}/data`);
  await expect(
    page
      .getByTestId("tape-state")
      .or(page.getByRole("navigation", { name: "Data views" }))
      .first(),
  ).toBeVisible();
}

/** As from a file manager. */
async function drop(page: Page, name: string, text: string): Promise<void> {
  const files = await page.evaluateHandle(
    ([fileName, content]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content ?? ""], fileName ?? "", { type: "text/csv" }));
      return transfer;
    },
    [name, text],
  );
  for (const kind of ["dragenter", "dragover", "drop"]) {
    await page.getByTestId("drop-zone").dispatchEvent(kind, { dataTransfer: files });
  }
}

/** Says what a file of our own making does not say itself. */
async function nameSeries(page: Page, source: string, symbol: string): Promise<void> {
  const form = page.getByRole("form", { name: "What the files hold" });
  await form.getByLabel("Source").fill(source);
  await form.getByLabel("Symbol").fill(symbol);
  await page.getByRole("button", { name: "Read again" }).click();
}

const view = (page: Page, name: string): Locator =>
  page.getByRole("navigation", { name: "Data views" }).locator("visible=true").getByRole("button", { name });

const seriesRow = (page: Page, name: string): Locator => page.locator(`[data-series="${name}"]`);

test("takes a dropped file, names its bad rows, keeps the good ones and shows the gap", async ({ page, desk }) => {
  await openData(page, desk);
  const text = sheet({ hours: 96, bad: true, gapFrom: 40, gapUntil: 50 });
  await drop(page, "BTCUSDT-1h.csv", text);
  await nameSeries(page, "okx-spot", "BTC/USDT");
  await expect(page.getByTestId("preview-series")).toHaveText("okx-spot BTC/USDT candles 1h");
  const bad = page.getByTestId("bad-rows").locator("tbody tr");
  await expect(bad).toHaveCount(3);
  await expect(bad.locator("td:first-child")).toHaveText(["4", "6", "9"]);
  await expect(page.getByTestId("sample").locator("tbody tr")).toHaveCount(50);
  await expect(page.getByText("Nothing is stored yet.")).toBeVisible();
  await page.getByRole("button", { name: "Store the 83 good rows" }).click();

  const report = page.getByTestId("import-report");
  await expect(report.getByRole("status")).toHaveText("83 rows stored");
  await expect(report.getByText("not a number 1")).toBeVisible();
  const [csv] = await Promise.all([page.waitForEvent("download"), report.getByRole("button", { name: "CSV" }).click()]);
  expect(csv.suggestedFilename()).toBe("import-report-BTCUSDT-1h.csv.csv");

  await view(page, "Coverage").click();
  const row = seriesRow(page, "okx-spot BTC/USDT candles 1h");
  await expect(row).toContainText("86.45"); // 83 of 96, cut.
  await row.getByRole("button").first().click();
  const gap = page.locator('[data-defect^="gap"]').filter({ hasText: "10 candles missing" });
  await expect(gap).toContainText("2023-03-21 16:00");
  await gap.getByRole("button", { name: "Review" }).click();
  await expect(gap).toContainText("Ada Lovelace");
  await expect(page.getByRole("button", { name: "Fill 4 gaps" })).toBeEnabled();
});

test("stores nothing of a file with a bad row when all or nothing was chosen", async ({ page, desk }) => {
  await openData(page, desk);
  await drop(page, "ETHUSDT-1h.csv", sheet({ hours: 30, bad: true }));
  await nameSeries(page, "kraken-spot", "ETH/USDT");
  await page.getByRole("button", { name: "All or nothing" }).click();
  await expect(page.getByTestId("import-report").getByRole("status")).toHaveText("Refused: nothing was stored");
  await view(page, "Coverage").click();
  await expect(seriesRow(page, "kraken-spot ETH/USDT candles 1h")).toHaveCount(0);
});

test("says that a file brought nothing new when it comes a second time", async ({ page, desk }) => {
  await openData(page, desk);
  for (const outcome of ["24 rows stored", "Nothing new: everything was stored already"]) {
    await drop(page, "SOLUSDT-1h.csv", sheet({ hours: 24 }));
    await nameSeries(page, "coinbase-spot", "SOL/USDT");
    await page.getByRole("button", { name: "Store 24 rows" }).click();
    await expect(page.getByTestId("import-report").getByRole("status")).toHaveText(outcome);
    await page.getByRole("button", { name: "Another import" }).click();
  }
});

test("lets a waiting import be cancelled and tried again, also after a reload", async ({ page, desk }) => {
  await openData(page, desk);
  await drop(page, "DOTUSDT-1h.csv", sheet({ hours: 24 }));
  const job = page.locator("li[data-job]").filter({ hasText: "DOTUSDT-1h.csv" });
  await expect(job).toHaveAttribute("data-status", "previewed");
  await page.reload();
  await job.getByRole("button", { name: "Cancel" }).click();
  await expect(job).toHaveAttribute("data-status", "cancelled");
  await job.getByRole("button", { name: "Retry" }).click();
  await expect(job).toHaveAttribute("data-status", "previewed");
  await job.getByRole("button", { name: "Choose" }).click();
  await expect(page.getByTestId("preview")).toBeVisible();
});

test("refuses a file that is none and a symbol that is none in words", async ({ page, desk }) => {
  await openData(page, desk);
  await drop(page, "holiday.jpg", "\u0000\u0001 not a table");
  await expect(page.getByTestId("preview").getByRole("alert")).toContainText("holiday.jpg");
  await expect(page.getByRole("button", { name: /^Store/ })).toBeDisabled();
  await page.getByLabel("Symbol", { exact: true }).fill("nonsense");
  await page.getByRole("button", { name: "Download" }).click();
  const notices = page.getByRole("region", { name: /^Notices/ });
  await expect(notices.getByText('"NONSENSE" is no symbol. Write it as BTC/USDT')).toBeVisible();
});

test("pauses, resumes and paces the tape", async ({ page, desk }) => {
  await openData(page, desk);
  const state = page.getByTestId("tape-state");
  const time = page.getByTestId("tape-time");
  await expect(state).toHaveText("running at 1×");
  await page.getByRole("button", { name: "Pause" }).click();
  await expect(state).toHaveText("paused");
  const stood = await time.textContent();
  await page.waitForTimeout(2_500);
  await expect(time).toHaveText(stood ?? "");
  await page.getByRole("button", { name: "Resume" }).click();
  await expect(state).toHaveText("running at 1×");
  await expect(time).not.toHaveText(stood ?? "");
  await page.getByRole("button", { name: "10×", exact: true }).click();
  await expect(state).toHaveText("running at 10×");
  await expect(page.getByRole("button", { name: "10×", exact: true })).toHaveAttribute("aria-pressed", "true");
  await page.getByRole("button", { name: "1×", exact: true }).click();
  await expect(state).toHaveText("running at 1×");
  await page.getByRole("button", { name: "Flash crash" }).click();
  await expect(page.getByRole("dialog")).toContainText("cannot be undone");
  await page.getByRole("button", { name: "Keep as it is" }).click();
});

test("passes axe in every view", async ({ page, desk }) => {
  await openData(page, desk);
  await drop(page, "ADAUSDT-1h.csv", sheet({ hours: 30, bad: true }));
  await expect(page.getByRole("form", { name: "What the files hold" })).toBeVisible();
  await expectAccessible(page);
  await nameSeries(page, "bybit-spot", "ADA/USDT");
  await expect(page.getByTestId("bad-rows")).toBeVisible();
  await page.getByRole("button", { name: "Change how columns are read" }).click();
  await expectAccessible(page);
  await page.getByRole("button", { name: /^Store the/ }).click();
  await expect(page.getByTestId("import-report")).toBeVisible();
  await expectAccessible(page);
  await view(page, "Quality").click();
  await expectAccessible(page);
  await view(page, "Coverage").click();
  await seriesRow(page, "bybit-spot ADA/USDT candles 1h").getByRole("button").first().click();
  await page.locator("[data-defect]").first().getByRole("button", { name: "Look" }).click();
  await page.getByRole("button", { name: "Correct…" }).first().click();
  await expect(page.getByRole("form", { name: "Correct a candle" })).toBeVisible();
  await expectAccessible(page);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("shows one view at a time, wide enough to touch and without a sideways scroll", async ({ page, desk }) => {
    await openData(page, desk);
    for (const name of ["Import", "Quality", "Jobs", "Tape", "Coverage"]) {
      await view(page, name).tap();
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width).toBeLessThanOrEqual(390);
      await expectAccessible(page);
    }
    await view(page, "Tape").tap();
    for (const button of await page.getByTestId("tape").getByRole("button").all()) {
      expect((await button.boundingBox())?.height ?? 0).toBeGreaterThanOrEqual(39.5);
    }
  });
});
