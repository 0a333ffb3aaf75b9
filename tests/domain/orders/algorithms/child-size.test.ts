import fc from "fast-check";
import { expect, it } from "vitest";
import { present } from "../../../../server/domain/errors/invariant.ts";
import { notionalUnits } from "../../../../server/domain/markets/instrument.ts";
import { findInstrument } from "../../../../server/domain/markets/listed-instruments.ts";
import { childLots, leastLots } from "../../../../server/domain/orders/algorithms/child-size.ts";

const BTC = present(findInstrument("BTC-USDT"), "BTC is not listed");

it("sends what is due, never below the smallest order and never more than is left", () => {
  const lots = fc.integer({ min: 0, max: 100_000 });
  const some = fc.integer({ min: 1, max: 5_000 });
  fc.assert(
    fc.property(lots, lots, some, some, (wantedLots, leftLots, leastLots, extra) => {
      const mostLots = leastLots + extra;
      const sent = childLots({ wantedLots, leftLots, leastLots, mostLots });
      expect(sent).toBeLessThanOrEqual(Math.min(leftLots, mostLots));
      expect(sent === 0 || sent >= leastLots).toBe(true);
      if (Math.min(wantedLots, leftLots) >= leastLots) expect(sent).toBeGreaterThan(0);
    }),
  );
});

it("leaves no rest that could never be sent, where it can help it", () => {
  const lots = fc.integer({ min: 1, max: 50_000 });
  fc.assert(
    fc.property(lots, lots, fc.integer({ min: 1, max: 500 }), (wantedLots, leftLots, leastLots) => {
      const mostLots = 2_000;
      const sent = childLots({ wantedLots, leftLots, leastLots, mostLots });
      const rest = leftLots - sent;
      // Two smallest orders always fit; so a rest below one is left only where nothing could be sent at all.
      if (sent > 0 && leftLots >= 2 * leastLots) expect(rest === 0 || rest >= leastLots).toBe(true);
    }),
  );
});

it.each([
  [{ wantedLots: 40, leftLots: 100, leastLots: 10, mostLots: 1_000 }, 40],
  [{ wantedLots: 95, leftLots: 100, leastLots: 10, mostLots: 1_000 }, 100],
  [{ wantedLots: 9, leftLots: 100, leastLots: 10, mostLots: 1_000 }, 0],
  [{ wantedLots: 9, leftLots: 9, leastLots: 10, mostLots: 1_000 }, 0],
  [{ wantedLots: 100, leftLots: 105, leastLots: 10, mostLots: 100 }, 95],
  [{ wantedLots: 100, leftLots: 100, leastLots: 10, mostLots: 60 }, 60],
])("of %o sends %i", (terms, sent) => {
  expect(childLots(terms)).toBe(sent);
});

it("knows the smallest order at a price", () => {
  const least = leastLots(BTC, 5_000_000);
  expect(notionalUnits(BTC, 5_000_000, least) >= BTC.minNotionalUnits).toBe(true);
  expect(notionalUnits(BTC, 5_000_000, least - 1) < BTC.minNotionalUnits).toBe(true);
  expect(leastLots(BTC, 2 ** 40)).toBe(1);
});
