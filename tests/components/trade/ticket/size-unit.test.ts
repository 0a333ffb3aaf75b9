import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readSize, SIZE_UNITS, writeSize } from "@/components/trade/ticket/reading/size-unit.ts";
import { present } from "../../../../server/domain/errors/invariant.ts";
import { notionalUnits } from "../../../../server/domain/markets/instrument.ts";
import { LISTED_INSTRUMENTS } from "../../../../server/domain/markets/listed-instruments.ts";
import { multiply } from "../../../../server/domain/money/integer.ts";

const btc = present(
  LISTED_INSTRUMENTS.find(({ id }) => id === "BTC-USDT"),
  "BTC-USDT is listed",
);
const USDT = 100_000_000;

const arbitraryOrder = fc.constantFrom(...LISTED_INSTRUMENTS).chain((instrument) =>
  fc.record({
    instrument: fc.constant(instrument),
    lots: fc.integer({ min: 1, max: Math.min(instrument.quantityLotsMax, 10_000_000) }),
    priceTicks: fc.integer({ min: 10_000, max: 20_000_000 }),
    equityUnits: fc.integer({ min: USDT, max: 10_000_000 * USDT }),
  }),
);

describe("a size", () => {
  it("means the same lots in every unit it is switched to", () => {
    fc.assert(
      fc.property(
        arbitraryOrder,
        fc.constantFrom(...SIZE_UNITS),
        ({ instrument, lots, priceTicks, equityUnits }, unit) => {
          // A share is written to six decimals: finer lots than a hundred-millionth of the equity cannot be told apart.
          fc.pre(
            (unit !== "equity" && unit !== "risk") ||
              multiply(notionalUnits(instrument, priceTicks, 1), 100_000_000) > equityUnits,
          );
          // Ninety million is more than any order may be worth.
          fc.pre(notionalUnits(instrument, priceTicks, lots) <= Number.MAX_SAFE_INTEGER);
          const basis = {
            priceTicks,
            equityUnits,
            riskOfMillion: multiply(priceTicks, multiply(instrument.quoteUnitsPerTickLot, 1_001_000)),
          };
          const written = writeSize(instrument, lots, unit, basis);
          expect(readSize(instrument, written ?? "", unit, basis)).toEqual({ lots });
        },
      ),
    );
  });

  it("never costs more than the worth it was written as", () => {
    fc.assert(
      fc.property(
        arbitraryOrder,
        fc.integer({ min: 1, max: 1_000_000 }),
        ({ instrument, priceTicks, equityUnits }, worth) => {
          const read = readSize(instrument, String(worth), "quote", { priceTicks, equityUnits });
          const lots = "lots" in read ? read.lots : 0;
          const limit = BigInt(worth) * 100_000_000n;
          expect(BigInt(notionalUnits(instrument, priceTicks, lots)) <= limit).toBe(true);
          expect(BigInt(notionalUnits(instrument, priceTicks, lots + 1)) > limit).toBe(true);
        },
      ),
    );
  });

  it("takes a share of the equity at the order's price", () => {
    const basis = { priceTicks: 5_000_000, equityUnits: 100_000 * USDT };
    expect(readSize(btc, "10", "equity", basis)).toEqual({ lots: 20_000 });
  });

  it.each([
    ["1000", "quote", { priceTicks: null, equityUnits: null }, "no-price"],
    ["10", "equity", { priceTicks: 5_000_000, equityUnits: null }, "no-equity"],
    ["0.01", "quote", { priceTicks: 5_000_000, equityUnits: null }, "below-one-lot"],
    ["-1", "quote", { priceTicks: 5_000_000, equityUnits: null }, "negative"],
  ] as const)("%s in %s with %j is refused as %s", (typed, unit, basis, problem) => {
    expect(readSize(btc, typed, unit, basis)).toEqual({ problem });
  });
});
