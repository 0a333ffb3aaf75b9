import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessible.ts";
import {
  type Desk,
  expect,
  expectLive,
  orderAt,
  outcomeOf,
  showTable,
  signIn,
  signOut,
  submitOf,
  test,
  writeOrder,
} from "./desk-test.ts";
import { inviteOnCommandLine } from "./invite-on-command-line.ts";

const PASSWORD = "a second long sentence to remember";

async function acceptInvitation(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Set the password" }).click();
  await expect(page).not.toHaveURL(/invite/);
}

/** Asks a procedure as the person who is signed in on the page. */
const ask = (page: Page, procedure: string, input: unknown, method: "GET" | "POST") =>
  page.evaluate(
    async ([name, text, verb]) => {
      const address = `/api/trpc/${name}`;
      const headers = { "content-type": "application/json", "x-tradewind": "1" };
      const answer =
        verb === "GET"
          ? await fetch(`${address}?input=${encodeURIComponent(text)}`, { headers })
          : await fetch(address, { method: "POST", headers, body: text });
      return { status: answer.status, body: await answer.json() };
    },
    [procedure, JSON.stringify(input), method] as const,
  );

async function portfolioOf(owner: Page): Promise<string> {
  const { body } = await ask(owner, "portfolios.list", undefined, "GET");
  return body.result.data[0].portfolioId;
}

async function inviteMember(owner: Page, desk: Desk, email: string, role: string): Promise<string> {
  const invitation = { name: email.split("@")[0], email, role, portfolioIds: [await portfolioOf(owner)] };
  const { body } = await ask(owner, "users.invite", invitation, "POST");
  return desk.origin() + body.result.data.value.path;
}

test("a person invited on the command line signs in to an honest empty desk", async ({ trader, desk, openBrowser }) => {
  const link = await inviteOnCommandLine(desk, "grace@example.com", "viewer");
  const page = await openBrowser();
  await acceptInvitation(page, link);
  await expect(page.getByRole("heading", { name: "No portfolio yet, grace" })).toBeVisible();
  await expect(page.getByText("grace@example.com · viewer")).toBeVisible();
  await expectAccessible(page);

  const foreign = await portfolioOf(trader);
  await page.goto(`${desk.origin()}/trade/BTC-USDT?portfolio=${foreign}`);
  await expect(page.getByRole("heading", { name: "There is nothing here" })).toBeVisible();
  const read = await ask(page, "portfolios.snapshot", { portfolioId: foreign }, "GET");
  expect(read.status).toBe(404);
  const order = { instrumentId: "BTC-USDT", side: "buy", type: "market", quantity: "0.01", price: null };
  const command = { ...order, timeInForce: "IOC", portfolioId: foreign, key: crypto.randomUUID() };
  expect((await ask(page, "orders.place", command, "POST")).status).toBe(404);

  await page.goto(desk.origin());
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  await signIn(page, { email: "grace@example.com", password: PASSWORD });
  await expect(page.getByRole("heading", { name: "No portfolio yet, grace" })).toBeVisible();
  await page.goto(link);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Set the password" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "This link was used" })).toBeVisible();
});

test("a viewer sees the portfolio and finds every way to act closed, with the reason", async ({
  trader,
  desk,
  openBrowser,
}) => {
  await writeOrder(trader, { side: "Buy", size: "0.012", price: "44321" });
  await submitOf(trader).click();
  await expect(outcomeOf(trader)).toContainText("Working at the venue");
  const page = await openBrowser();
  await acceptInvitation(page, await inviteMember(trader, desk, "viewer@example.com", "viewer"));
  await expectLive(page);
  await showTable(page, "Orders");
  const order = orderAt(page, "44,321.00");
  await expect(order).toContainText("Working");
  await expect(order.getByRole("button", { name: "Cancel" })).toBeDisabled();
  await expect(page.getByRole("button", { name: /^Cancel all/ })).toHaveCount(0);
  await expect(page.getByRole("button", { name: /^Stop: / })).toHaveCount(0);
  await writeOrder(page, { side: "Buy", size: "0.01", price: "40000" });
  await expect(submitOf(page)).toBeDisabled();
  await expect(page.getByText("Your role here is viewer: it looks on but does not trade.")).toBeVisible();
  await expectAccessible(page);
});

test("an invited trader trades in the same portfolio, and both see it", async ({ trader, desk, openBrowser }) => {
  const page = await openBrowser();
  await acceptInvitation(page, await inviteMember(trader, desk, "trader@example.com", "trader"));
  await expectLive(page);
  await writeOrder(page, { side: "Buy", size: "0.0123", price: "44111" });
  await submitOf(page).click();
  await expect(outcomeOf(page)).toContainText("Working at the venue");
  await showTable(trader, "Orders");
  await showTable(page, "Orders");
  const seen = orderAt(trader, "44,111.00");
  await expect(orderAt(page, "44,111.00")).toContainText("Working");
  await expect(seen).toContainText("Working");
  await seen.getByRole("button", { name: "Cancel" }).click();
  await expect(orderAt(page, "44,111.00")).toHaveCount(0);
  await signOut(page);
});
