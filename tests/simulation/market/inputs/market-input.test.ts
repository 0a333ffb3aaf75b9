import { expect, it } from "vitest";
import type { FeedInput } from "../../../../server/domain/markets/feed-input.ts";
import { inputRefusal } from "../../../../server/simulation/market/inputs/market-input.ts";

const flow = (over: object): FeedInput => ({
  kind: "flow",
  instrumentId: "BTC-USDT",
  side: "buy",
  quantityLots: 5,
  ...over,
});
const crash = (over: object = {}): FeedInput => ({ kind: "episode", episode: "flash-crash", ...over });

it.each([
  flow({}),
  flow({ instrumentId: "SOL-USDT.east" }),
  crash(),
  crash({ venue: "north", instrumentId: "BTC-USDT.north", size: 0.9, lengthMs: 1_000 }),
  crash({ episode: "depeg", instrumentId: "USDC-USDT" }),
])("takes %j", (input) => {
  expect(inputRefusal(input)).toBeNull();
});

it.each([
  [flow({ instrumentId: "DOGE-USDT" }), "instrument-unknown", /"DOGE-USDT".*BTC-USDT, ETH-USDT/],
  [flow({ quantityLots: 0 }), "quantity-invalid", /0 lots/],
  [flow({ quantityLots: 1.5 }), "quantity-invalid", /1.5 lots/],
  [crash({ venue: "west" }), "venue-unknown", /"west".*paper, north, east, south/],
  [crash({ venue: "north", instrumentId: "BTC-USDT" }), "venue-mismatch", /"BTC-USDT" is not listed at "north"/],
  [crash({ episode: "depeg", instrumentId: "BTC-USDT" }), "not-pegged", /"BTC-USDT" has no peg/],
  [crash({ size: 0 }), "size-invalid", /size of 0/],
  [crash({ size: 0.95 }), "size-invalid", /at most 0.9/],
  [crash({ lengthMs: 10 }), "length-invalid", /length of 10 ms/],
  [crash({ lengthMs: 1e9 }), "length-invalid", /1000 to 86400000/],
])("refuses %j as %s", (input, code, message) => {
  const refusal = inputRefusal(input);
  expect(refusal?.code).toBe(code);
  expect(refusal?.message).toMatch(message);
});
