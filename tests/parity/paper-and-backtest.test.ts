import { expect, test } from "vitest";
import type { MarketEvent } from "../../server/domain/markets/market-event.ts";
import type { OrderIntent } from "../../server/domain/orders/order-intent.ts";
import { stateHash } from "../../server/engine/journal/state-hash.ts";
import { createSyntheticMarket } from "../../server/simulation/market/synthetic-market.ts";
import { backtest, command, paper } from "./paces.ts";

const START_AT = 1_700_000_040_000;
const EVENTS = 30_000;
const SECOND_MS = 1_000;

function tape(seed: number): MarketEvent[] {
  const market = createSyntheticMarket({ seed, startAt: START_AT });
  return Array.from({ length: EVENTS }, () => market.next());
}

const order = (key: string, side: "buy" | "sell", quantityLots: number): OrderIntent => ({
  instrumentId: "BTC-USDT",
  side,
  type: "market",
  quantityLots,
  priceTicks: null,
  timeInForce: "IOC",
  isPostOnly: false,
  isReduceOnly: false,
  source: { kind: "manual", userId: "tester", key },
  acceptsStalePrice: false,
  trigger: null,
  expiresAt: null,
});

const ladder = { kind: "start-run", runId: "ladder", strategy: "quote-ladder", instrumentId: "BTC-USDT" } as const;
const cross = {
  kind: "start-run",
  runId: "cross",
  strategy: "moving-average-cross",
  instrumentId: "ETH-USDT",
} as const;

const controls = [
  command(1, START_AT, { ...ladder, parameters: { lots: 500, offsetTicks: 0, profitTicks: 5, requoteMs: 1_000 } }),
  command(2, START_AT, { ...cross, parameters: { lots: 1_000, fast: 1, slow: 2 } }),
  command(3, START_AT + 60 * SECOND_MS, { kind: "place-order", intent: order("key-3", "buy", 4_000) }),
  command(4, START_AT + 60 * SECOND_MS, { kind: "place-order", intent: order("key-4", "sell", 1_500) }),
  command(5, START_AT + 300 * SECOND_MS, { kind: "halt" }),
  command(6, START_AT + 330 * SECOND_MS, { kind: "resume" }),
  command(7, START_AT + 600 * SECOND_MS, { kind: "stop-run", runId: "ladder" }),
];

test.each([1, 2, 3])("paper and backtest tell the same story byte for byte, market %i", async (seed) => {
  const events = tape(seed);
  const tested = backtest(events, controls);
  expect(tested.changes.filter(({ kind }) => kind === "fill-booked").length).toBeGreaterThan(10);
  const batchCounts = new Set<number>();
  for (const pace of [11, 12, 13]) {
    const { story, state, batches } = await paper(events, controls, pace);
    expect(story === tested.story).toBe(true);
    expect(stateHash(state)).toBe(stateHash(tested.state));
    batchCounts.add(batches);
  }
  expect(Math.min(...batchCounts)).toBeLessThan(tested.state.sequence); // Some commits were shared.
});

test("another tape tells another story", () => {
  expect(backtest(tape(1), controls).story === backtest(tape(2), controls).story).toBe(false);
});
