import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, test as base, expect, type Locator, type Page } from "@playwright/test";
import { ask } from "./ask.ts";
import { saveCoverage, startCoverage } from "./browser-coverage.ts";
import { type DeskProcess, freePort, startDesk } from "./desk-process.ts";

type Login = { readonly email: string; readonly password: string };

const OWNER = { name: "Ada Lovelace", email: "ada@example.com", password: "correct horse battery staple" };

export type Desk = {
  readonly origin: () => string;
  readonly dataDir: string;
  readonly restart: () => Promise<void>;
};

/** One real desk for all specs, with data of its own. */
export const test = base.extend<{ trader: Page; alone: Page; openBrowser: () => Promise<Page> }, { desk: Desk }>({
  desk: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures from this pattern.
    async ({}, use) => {
      const dataDir = mkdtempSync(join(tmpdir(), "tradewind-e2e-"));
      const port = await freePort();
      let running: DeskProcess = await startDesk(dataDir, port);
      await use({
        origin: () => running.origin,
        dataDir,
        restart: async () => {
          await running.stop();
          running = await startDesk(dataDir, port);
        },
      });
      await running.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
    { scope: "worker", timeout: 300_000 },
  ],
  page: async ({ page }, use) => {
    await startCoverage(page);
    page.context().on("page", (opened) => void startCoverage(opened).catch(() => undefined));
    await use(page);
    await saveCoverage(page.context());
  },
  /** A page on the trade screen, signed in as the owner, who is created when nobody has been. */
  trader: async ({ page, desk }, use) => {
    await openAsOwner(page, desk);
    await use(page);
  },
  /** The same on a new portfolio of 100,000 USDT: nothing that other tests hold or have left working is in it. */
  alone: async ({ trader, desk }, use) => {
    const name = `Alone ${crypto.randomUUID().slice(0, 8)}`;
    const { portfolioId } = (await ask(trader, "portfolios.create", { name, openingBalance: "100000" })).value;
    await trader.goto(`${desk.origin()}/trade/BTC-USDT?portfolio=${portfolioId}`);
    await expectLive(trader);
    await use(trader);
    await ask(trader, "orders.cancelAll", { portfolioId, key: crypto.randomUUID() });
    await ask(trader, "portfolios.archive", { portfolioId });
  },
  /** Opens a page in a browser of its own, as of another person or machine; closed when the test ends. */
  openBrowser: async ({ browser, viewport }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async () => {
      const context = await browser.newContext({ viewport });
      contexts.push(context);
      const page = await context.newPage();
      await startCoverage(page);
      return page;
    });
    for (const context of contexts) {
      await saveCoverage(context);
      await context.close();
    }
  },
});

export { expect };

// The desk slows down who signs in again and again; one session serves many tests.
let ownerCookies: Awaited<ReturnType<BrowserContext["cookies"]>> = [];

/** Opens the page that they come to, or `path`, signed in as the owner. */
export async function openAsOwner(page: Page, desk: Desk, path = "/"): Promise<void> {
  await page.context().addCookies(ownerCookies);
  await page.goto(desk.origin() + path);
  if (page.url().includes("/welcome")) {
    await createOwner(page);
    await page.getByRole("button", { name: "Start paper trading" }).click();
    await page.getByRole("button", { name: "Dismiss the first steps" }).click();
  }
  if (page.url().includes("/sign-in")) await signIn(page);
  if (path === "/" || !page.url().endsWith(path)) {
    await expect(page).toHaveURL(/\/trade\/BTC-USDT$/);
    await expectLive(page);
    if (path !== "/") await page.goto(desk.origin() + path);
  }
  ownerCookies = await page.context().cookies();
}

export async function createOwner(page: Page): Promise<void> {
  await page.getByLabel("Name").fill(OWNER.name);
  await page.getByLabel("Email").fill(OWNER.email);
  await page.getByLabel("Password").fill(OWNER.password);
  await page.getByRole("button", { name: "Create the account" }).click();
}

export async function signIn(page: Page, { email, password }: Login = OWNER): Promise<void> {
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

export async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Account of/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
}

/** Prices arrive and the portfolio is there. */
export async function expectLive(page: Page): Promise<void> {
  await expect(page.getByTestId("last-price")).toHaveText(/\d/, { timeout: 45_000 });
  await expect(page.getByTestId("equity")).toHaveText(/\d.* USDT/);
  await expect(page.getByTestId("sequence")).toHaveText(/\d/);
}

export const submitOf = (page: Page): Locator =>
  page.getByRole("form", { name: "Order ticket" }).locator("[type=submit]");

export const outcomeOf = (page: Page): Locator => page.getByTestId("outcome");

type OrderToWrite = { readonly side: "Buy" | "Sell"; readonly size: string; readonly price?: string };

/** Writes an order into the ticket; without a price it is a market order. */
export async function writeOrder(page: Page, { side, size, price }: OrderToWrite): Promise<void> {
  const ticket = page.getByRole("form", { name: "Order ticket" });
  await ticket.getByRole("button", { name: side, exact: true }).click();
  await ticket.getByRole("button", { name: price === undefined ? "Market" : "Limit", exact: true }).click();
  if (price !== undefined) await ticket.getByLabel("Price", { exact: true }).fill(price);
  await ticket.getByLabel("Size", { exact: true }).fill(size);
}

const tab = (page: Page, name: RegExp): Locator => page.getByRole("tab", { name });

type TableName = "Positions" | "Orders" | "Algos" | "History" | "Fills" | "Balances";

/** Brings one of the tables below the chart to the front: the rows of the others are not in the page. */
export async function showTable(page: Page, name: TableName): Promise<void> {
  const chosen = tab(page, new RegExp(`^${name}`));
  await chosen.click();
  await expect(chosen).toHaveAttribute("aria-selected", "true");
  await expect(page.getByRole("tabpanel", { name }).locator("[data-index], [data-empty]").first()).toBeVisible();
  // A pointer resting among rows holds them in place.
  await page.mouse.move(0, 0);
}

/** The orders that are shown with this price. */
export const orderAt = (page: Page, price: string): Locator => page.locator("[data-order]").filter({ hasText: price });

/** The fills that are shown, each by its id. */
export const fillsOn = (page: Page): Promise<(string | null)[]> =>
  page.locator("[data-fill]").evaluateAll((rows) => rows.map((row) => row.getAttribute("data-fill")));

/** Lots of BTC in the fills that are not among `known`, added up: a market order may fill in parts. */
export async function filledBeyond(page: Page, known: readonly (string | null)[]): Promise<number> {
  const fills = await page.locator("[data-fill]").evaluateAll((rows) =>
    rows.map((row) => ({
      id: row.getAttribute("data-fill"),
      size: row.querySelector("[data-cell=size]")?.textContent ?? "",
    })),
  );
  const fresh = fills.filter(({ id }) => !known.includes(id));
  return fresh.reduce((lots, { size }) => lots + Math.round(Number(size) * 100_000), 0);
}
