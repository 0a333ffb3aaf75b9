import { expect, it } from "vitest";
import { EventRate } from "../../../server/worker/market-data/view/event-rate.ts";

it("says how many events the last full second brought", () => {
  let now = 0;
  const rate = new EventRate(() => now);
  const read = (at: number, count: number) => {
    now = at;
    return rate.read(count);
  };
  expect([read(500, 100), read(1_000, 300), read(1_500, 9_000), read(3_000, 10_300)]).toEqual([0, 300, 300, 5_000]);
});
