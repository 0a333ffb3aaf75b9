import fc from "fast-check";
import { expect, test } from "vitest";
import { present } from "../../../server/domain/errors/invariant.ts";
import { liquidationTicks } from "../../../server/domain/margin/liquidation.ts";
import { marginTermsOf } from "../../../server/domain/margin/margin-terms.ts";
import { pairLiquidationTicks } from "../../../server/domain/margin/pair-liquidation.ts";
import { notionalUnits } from "../../../server/domain/markets/instrument.ts";
import { findInstrument } from "../../../server/domain/markets/listed-instruments.ts";

const BTC = present(findInstrument("BTC-USDT-PERP"), "BTC is listed");
const { tiers } = present(marginTermsOf(BTC) ?? undefined, "BTC has margin terms");
const USDT = 1e8;
const MARK = 500_000;

const opened = (netLots: number, entryTicks: number) => ({
  netLots,
  costUnits: notionalUnits(BTC, entryTicks, Math.abs(netLots)),
});

const pairOf = (long: number, short: number, backing: number, entry = MARK) => ({
  ...{ instrument: BTC, tiers, backingUnits: backing * USDT },
  positions: [opened(long, entry), opened(-short, entry)] as const,
});

/** Plain numbers: 0.4 % of both is to be maintained, as all of it lies in the first tier. */
const isDue = (long: number, short: number, backing: number, entry: number, mark: number): boolean =>
  backing + ((long - short) * (mark - entry)) / 10_000 <= (0.004 * (long + short) * mark) / 10_000;

test("is where both together are due, below for a larger long and above for a larger short", () => {
  // 1 BTC long, 0.9 short at 50,000 with 3,000: 3,000 − 0.1 × (50,000 − p) = 0.0076 p, so p = 2,000 / 0.0924 = 21,645.02….
  expect(pairLiquidationTicks(pairOf(1_000, 900, 3_000), MARK)).toBe(216_450);
  // With more than its 0.1 can lose there is none below, and far above what must be maintained has steeper tiers.
  expect(pairLiquidationTicks(pairOf(1_000, 900, 5_001), MARK)).toBeNull();
  // 1 against 0.5: 3,000 − 0.5 × (50,000 − p) = 0.006 p, so p = 22,000 / 0.494 = 44,534.4…, down to the tick.
  expect(pairLiquidationTicks(pairOf(1_000, 500, 3_000), MARK)).toBe(445_344);
  // The other way: 3,000 − 0.5 × (p − 50,000) = 0.006 p, so p = 28,000 / 0.506 = 55,335.9…, up to the tick.
  expect(pairLiquidationTicks(pairOf(500, 1_000, 3_000), MARK)).toBe(553_360);
  // As much long as short: what must be maintained grows with the price, 0.008 p = 1,000.
  expect(pairLiquidationTicks(pairOf(1_000, 1_000, 1_000), MARK)).toBe(1_250_000);
  expect(pairLiquidationTicks(pairOf(1_000, 1_000, 100), MARK)).toBe(MARK);
});

test("agrees with a look at each price in turn", () => {
  const lots = fc.integer({ min: 1, max: 2_000 });
  fc.assert(
    fc.property(
      lots,
      lots,
      fc.integer({ min: 1, max: 2_000 }),
      fc.integer({ min: 480_000, max: 520_000 }),
      (...pair) => {
        const [long, short, backing, entry] = pair;
        const found = pairLiquidationTicks(pairOf(long, short, backing, entry), MARK);
        const due = (mark: number) => isDue(long, short, backing, entry, mark);
        if (found === MARK) {
          expect(due(MARK)).toBe(true);
          return;
        }
        const reach = Math.min(20_000, found === null ? 20_000 : Math.abs(found - MARK) - 2);
        for (let away = 0; away < reach; away += 97)
          expect([due(MARK + away), due(MARK - away)]).toEqual([false, false]);
        if (found !== null && found < 1_000_000) expect(due(found + 2 * Math.sign(found - MARK))).toBe(true);
      },
    ),
    { numRuns: 60 },
  );
});

test("is a position's own where the other side is next to nothing", () => {
  const { positions, ...rest } = pairOf(1_000, 0, 5_000);
  expect(pairLiquidationTicks({ ...rest, positions }, MARK)).toBe(
    liquidationTicks({ ...rest, position: positions[0] }),
  );
});
