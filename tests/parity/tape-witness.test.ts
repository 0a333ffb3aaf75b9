import { expect, test } from "vitest";
import type { MarketEvent } from "../../server/domain/markets/market-event.ts";
import type { Fill } from "../../server/domain/orders/fill.ts";
import { TapeWitness } from "./tape-witness.ts";

const book: MarketEvent = {
  kind: "book",
  instrumentId: "BTC-USDT",
  at: 1,
  isSnapshot: true,
  bids: [99, 10],
  asks: [101, 10],
  bestBidTicks: 99,
  bestBidLots: 10,
  bestAskTicks: 101,
  bestAskLots: 10,
};

const fill: Fill = {
  id: "f1",
  orderId: "o1",
  instrumentId: "BTC-USDT",
  tradeId: "t1",
  side: "buy",
  quantityLots: 10,
  priceTicks: 101,
  notionalUnits: 1,
  feeCurrency: "BTC",
  feeUnits: 1,
  liquidity: "taker",
  excessLots: 0,
  at: 1,
};

function objections(judged: Fill): readonly string[] {
  const witness = new TapeWitness();
  for (const _event of witness.watch([book])) witness.judge(judged);
  return witness.objections;
}

test("a displayed level may be taken whole", () => {
  expect(objections(fill)).toEqual([]);
});

test.each<[string, Partial<Fill>]>([
  ["more than was displayed", { quantityLots: 11 }],
  ["a price nobody showed", { priceTicks: 100 }],
  ["a resting bid that nobody reached", { liquidity: "maker", priceTicks: 99 }],
])("the witness objects to %s", (_what, lie) => {
  expect(objections({ ...fill, ...lie })).toHaveLength(1);
});
