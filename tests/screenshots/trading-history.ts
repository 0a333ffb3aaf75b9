import type { Page } from "@playwright/test";
import { ask } from "../e2e/ask.ts";
import { pause } from "./scene.ts";

type Wish = {
  readonly market: string;
  readonly side: "buy" | "sell";
  readonly quantity: string;
  /** How long the tape runs fast before this order. */
  readonly afterMs: number;
};

const FAST = 1_000;
const SLOW_MS = 1_500;

/** A day or so of trading: bought, added to, reduced, closed. */
const WISHES: readonly Wish[] = [
  { market: "BTC-USDT", side: "buy", quantity: "0.5", afterMs: 3_000 },
  { market: "ETH-USDT", side: "buy", quantity: "6.5", afterMs: 7_000 },
  { market: "SOL-USDT", side: "buy", quantity: "90", afterMs: 7_000 },
  { market: "BTC-USDT", side: "sell", quantity: "0.2", afterMs: 9_000 },
  { market: "ETH-USDT", side: "sell", quantity: "2.5", afterMs: 9_000 },
  { market: "BTC-USDT", side: "buy", quantity: "0.4", afterMs: 9_000 },
  { market: "SOL-USDT", side: "sell", quantity: "25", afterMs: 10_000 },
  { market: "USDC-USDT", side: "buy", quantity: "4000", afterMs: 8_000 },
  { market: "BTC-USDT", side: "sell", quantity: "0.15", afterMs: 6_000 },
  { market: "BTC-USDT", side: "buy", quantity: "0.12", afterMs: 4_000 },
];

const MARKET = { type: "market", price: null, timeInForce: "IOC", acceptsStalePrice: true };

/** What a day of trading leaves behind, on a tape that runs fast in between; answers a portfolio in which nothing was done. */
export async function makeHistory(page: Page, portfolioId: string): Promise<string> {
  await ask(page, "portfolios.fund", { portfolioId, key: crypto.randomUUID(), currency: "USDT", amount: "500" });
  for (const { market, side, quantity, afterMs } of WISHES) {
    await setSpeed(page, FAST);
    await pause(afterMs);
    await setSpeed(page, 1);
    await pause(SLOW_MS);
    await order(page, portfolioId, { ...MARKET, instrumentId: market, side, quantity });
    await pause(SLOW_MS);
  }
  const fresh = await ask(page, "portfolios.create", { name: "Fresh", openingBalance: "25000" });
  return fresh.value.portfolioId;
}

const setSpeed = (page: Page, speed: number) =>
  ask(page, "data.controlTape", { key: crypto.randomUUID(), action: { kind: "speed", speed } });

const order = (page: Page, portfolioId: string, rest: object) =>
  ask(page, "orders.place", { portfolioId, key: crypto.randomUUID(), ...rest });

/** Orders that work on both sides of the price, near enough to stand on the chart; those of before are cancelled. */
export async function leaveWorking(page: Page, portfolioId: string): Promise<void> {
  await ask(page, "orders.cancelAll", { portfolioId, key: crypto.randomUUID(), instrumentId: null });
  const shown = await page.getByTestId("last-price").innerText();
  const last = Number(shown.replaceAll(/[^\d.]/g, ""));
  const limit = { type: "limit", price: null, timeInForce: "GTC", instrumentId: "BTC-USDT" };
  const at = (share: number) => (last * share).toFixed(2);
  const wishes = [
    { side: "buy", quantity: "0.15", price: at(0.9975), isPostOnly: true },
    { side: "buy", quantity: "0.306", price: at(0.9958) },
    { side: "sell", quantity: "0.2", price: at(1.003) },
    { side: "sell", quantity: "1.2", price: "4900", instrumentId: "ETH-USDT" },
  ];
  for (const wish of wishes) await order(page, portfolioId, { ...limit, ...wish });
  await pause(SLOW_MS);
}
