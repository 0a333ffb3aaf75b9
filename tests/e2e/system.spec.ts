import { readFileSync } from "node:fs";
import { expectAccessible } from "./accessible.ts";
import { ask } from "./ask.ts";
import { expect, openAsOwner, test } from "./desk-test.ts";

const LINE = "an archived portfolio was closed";

test("the System page says how the desk does, follows its log and saves diagnostics without secrets", async ({
  page,
  desk,
}) => {
  await openAsOwner(page, desk);
  // A busy desk shows only its newest lines: one is written now.
  const name = `Log ${crypto.randomUUID().slice(0, 8)}`;
  const { portfolioId } = (await ask(page, "portfolios.create", { name, openingBalance: "1000" })).value;
  await ask(page, "portfolios.archive", { portfolioId });
  await page.goto(`${desk.origin()}/system`);
  const processes = page.getByRole("region", { name: "Processes" }).first();
  for (const name of ["Worker", "Market data", "Jobs", "Web", "Postgres"])
    await expect(processes.getByRole("row", { name: new RegExp(`^${name} up `) })).toBeVisible();
  await expect(page.getByRole("region", { name: "Sessions" }).first()).toContainText("● running");
  const log = page.getByRole("region", { name: "Log", exact: true });
  await expect(log.getByText(LINE).first()).toBeVisible();
  await log.getByRole("searchbox", { name: "Search the log" }).fill("no line says this");
  await expect(log.getByText("No line fits the level and the search.")).toBeVisible();
  await log.getByRole("searchbox", { name: "Search the log" }).fill(LINE);
  await log.getByRole("button", { name: "Pause" }).click();
  await expect(log.getByRole("button", { name: "Follow" })).toBeVisible();
  await log.getByText(LINE).first().click();
  await expect(log.locator("pre")).toContainText('"name": "worker"');
  await expectAccessible(page);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Diagnostics" }).click();
  const text = readFileSync(await (await download).path(), "utf8");
  expect(JSON.parse(text)).toMatchObject({ system: { versions: { node: expect.any(String) } } });
  expect(text).not.toMatch(/postgres:\/\/[^[/]*:[^[@]*@/);
});
