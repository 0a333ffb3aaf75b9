import { expect, test } from "vitest";
import { LISTED_INSTRUMENTS } from "../../server/domain/markets/listed-instruments.ts";
import type { Fill } from "../../server/domain/orders/fill.ts";
import { DEFAULT_RISK_SETTINGS } from "../../server/domain/risk/risk-settings.ts";
import { createState, type Holding } from "../../server/engine/engine-state.ts";
import { OpenLots } from "../../server/engine/positions/open-lots.ts";
import { bookPosition } from "../../server/engine/positions/position-keeper.ts";

const FILLS = 200_000;

const state = createState({
  key: "flatcost1",
  baseCurrency: "USDT",
  instruments: LISTED_INSTRUMENTS,
  settings: DEFAULT_RISK_SETTINGS,
  balances: [],
  findStrategy: () => undefined,
});

function fill(number: number, side: "buy" | "sell"): Fill {
  return {
    id: `f${number}`,
    orderId: "o1",
    instrumentId: "BTC-USDT",
    tradeId: `t${number}`,
    side,
    quantityLots: 1,
    priceTicks: 100,
    notionalUnits: 1_000,
    feeCurrency: "USDT",
    feeUnits: 1,
    liquidity: "taker",
    excessLots: 0,
    at: number,
  };
}

/** Milliseconds of the first and of the last tenth of the work. */
function tenths(count: number, work: (i: number) => void): { first: number; last: number } {
  const marks: number[] = [performance.now()];
  for (let i = 1; i <= count; i++) {
    work(i);
    if (i % (count / 10) === 0) marks.push(performance.now());
  }
  return { first: (marks[1] ?? 0) - (marks[0] ?? 0), last: (marks[10] ?? 0) - (marks[9] ?? 0) };
}

test("the last of many fills costs no more than the first, while lots are opened and while they are closed", () => {
  const holding = state.holdings.get("BTC-USDT") as Holding;
  const book = (i: number, side: "buy" | "sell") => {
    bookPosition(state, holding, fill(i, side));
    state.changes.length = 0;
  };
  tenths(20_000, (i) => book(i, i % 2 === 0 ? "sell" : "buy")); // Warm.
  const opening = tenths(FILLS, (i) => book(i, "buy"));
  const closing = tenths(FILLS, (i) => book(i, "sell"));
  expect(holding.lots.size).toBe(0);
  // Quadratic growth makes this ratio a hundred and more; noise and collections of garbage do not make it ten.
  expect(opening.last / opening.first).toBeLessThan(10);
  expect(closing.last / closing.first).toBeLessThan(10);
});

test("lots of both directions are never open at once", () => {
  const lots = new OpenLots();
  const lot = {
    id: "l1",
    instrumentId: "BTC-USDT",
    direction: "long",
    fillId: "f1",
    openedAt: 1,
    quantityUnits: 5,
    costUnits: 50,
  } as const;
  lots.add(lot);
  expect(() => lots.add({ ...lot, id: "l2", direction: "short" })).toThrow('Lot "l2" opens against open lots');
  lots.reduceOldest(2, 20);
  expect([...lots.values()]).toEqual([{ ...lot, quantityUnits: 2, costUnits: 20 }]);
  expect(lots.costUnits).toBe(20);
  lots.reduceOldest(0, 0);
  expect(lots.size).toBe(0);
  expect(() => lots.reduceOldest(0, 0)).toThrow("No lot is open");
});
