import { expect, it } from "vitest";
import { openPriceLink } from "../../server/api/live/price-link.ts";
import { startFakePrices } from "./fake-prices.ts";

it("asks for no more than the other side takes, however much browsers say they show", async () => {
  const prices = await startFakePrices("token");
  const link = openPriceLink({ port: prices.port, token: "token" });
  const onlooker = { showPrices: () => undefined, showFeed: () => undefined };
  const first = link.board.join("early", onlooker);
  link.board.watch(first.streamId, "early", { top: new Set(["BTC-USDT"]), deep: new Set() });
  for (let stream = 0; stream < 25; stream += 1) {
    const seat = link.board.join("greedy", onlooker);
    const top = new Set(Array.from({ length: 500 }, (_, index) => `0-${stream}-${index}`.padEnd(64, "x")));
    link.board.watch(seat.streamId, "greedy", { top, deep: new Set() });
  }
  await expect.poll(() => prices.asked.length).toBeGreaterThan(0);
  const asked = prices.asked.at(-1) as { readonly top: readonly string[] };
  expect(asked.top).toContain("BTC-USDT"); // Who looked first goes on seeing.
  expect(asked.top.length).toBeLessThanOrEqual(10_000);
  expect(JSON.stringify(asked).length).toBeLessThan(1_000_000);
  link.close();
  await prices.stop();
});
