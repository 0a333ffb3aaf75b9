import fc from "fast-check";
import { expect, it } from "vitest";
import { present } from "../../../server/domain/errors/invariant.ts";
import { isLiquidatedAt } from "../../../server/domain/margin/liquidation.ts";
import { marginTermsOf } from "../../../server/domain/margin/margin-terms.ts";
import { removableUnits } from "../../../server/domain/margin/removable-margin.ts";
import { notionalUnits } from "../../../server/domain/markets/instrument.ts";
import { findInstrument } from "../../../server/domain/markets/listed-instruments.ts";

const BTC = present(findInstrument("BTC-USDT-PERP"), "BTC's perpetual is not listed");
const { tiers } = present(marginTermsOf(BTC) ?? undefined, "BTC has margin terms");

const isolated = fc.record({
  lots: fc.integer({ min: 1, max: 4_000_000 }),
  isLong: fc.boolean(),
  entry: fc.integer({ min: 1_000, max: 1_500_000 }),
  mark: fc.integer({ min: 1_000, max: 1_500_000 }),
  leverage: fc.integer({ min: 1, max: 125 }),
  marginFraction: fc.double({ min: 0, max: 2, noNaN: true }),
});

/** Plainly, in bigint: what must stay, at entry and at the mark. */
function neededUnits(cost: bigint, value: bigint, gain: bigint, leverage: bigint): bigint {
  const up = (units: bigint) => (units + leverage - 1n) / leverage;
  const [atEntry, atMark] = [up(cost), up(value) - gain];
  return atEntry > atMark ? atEntry : atMark;
}

it("leaves the initial margin at entry and at the mark, and a position that lives on", () => {
  fc.assert(
    fc.property(isolated, ({ lots, isLong, entry, mark, leverage, marginFraction }) => {
      const costUnits = notionalUnits(BTC, entry, lots);
      const position = { netLots: isLong ? lots : -lots, costUnits };
      const marginUnits = Math.round(Number(costUnits) * marginFraction);
      const of = { instrument: BTC, tiers, position, leverage, marginUnits };
      const taken = removableUnits(of, mark);
      const left = BigInt(marginUnits) - BigInt(taken);
      const value = BigInt(notionalUnits(BTC, mark, lots));
      const gain = isLong ? value - BigInt(costUnits) : BigInt(costUnits) - value;
      const needed = neededUnits(BigInt(costUnits), value, gain, BigInt(leverage));
      const isLiquidated = (units: bigint) =>
        isLiquidatedAt({ instrument: BTC, tiers, position, backingUnits: units }, mark);
      if (taken > 0) {
        expect(left >= needed && !isLiquidated(left)).toBe(true);
        expect(left - 1n < needed || isLiquidated(left - 1n)).toBe(true); // Not a unit more.
      } else expect(left <= needed || isLiquidated(left - 1n)).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});
