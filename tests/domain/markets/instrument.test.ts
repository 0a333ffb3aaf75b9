import { Decimal } from "decimal.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  baseUnits,
  defineInstrument,
  feeUnits,
  formatPrice,
  formatQuantity,
  type InstrumentTerms,
  notionalUnits,
  valueOfBaseUnits,
  wholeLots,
} from "../../../server/domain/markets/instrument.ts";
import { findInstrument, LISTED_INSTRUMENTS } from "../../../server/domain/markets/listed-instruments.ts";
import { currencyOf } from "../../../server/domain/money/currency.ts";
import { fromBigInt } from "../../../server/domain/money/integer.ts";

const Exact = Decimal.clone({ precision: 100, toExpNeg: -100, toExpPos: 100 });

const TERMS: InstrumentTerms = {
  base: "BTC",
  quote: "USDT",
  tick: "0.01",
  lot: "0.00001",
  minNotional: "5",
  quantityMax: "9000",
  makerRate: "0.001",
  takerRate: "0.001",
};
// Grids whose steps are not powers of ten, and one whose places exceed the quote's.
const ODD_GRIDS = [
  defineInstrument({ ...TERMS, tick: "0.25", lot: "0.005" }),
  defineInstrument({ ...TERMS, tick: "5", lot: "0.002" }),
  defineInstrument({ ...TERMS, base: "SOL", tick: "0.00000005", lot: "0.2" }),
];
const ALL = [...LISTED_INSTRUMENTS, ...ODD_GRIDS];
const anyInstrument = fc.constantFrom(...ALL);
const lots = fc.integer({ min: 1, max: 900_000_000 });
const ticks = fc.oneof(fc.integer({ min: 1, max: 10_000_000 }), fc.integer({ min: 1, max: 2 ** 40 }));

const unitsOf = (amount: Decimal, currency: string): string =>
  amount.times(new Exact(10).pow(currencyOf(currency).decimals)).toFixed();

describe("an instrument", () => {
  it("counts price × quantity in quote units without rounding", () => {
    fc.assert(
      fc.property(anyInstrument, ticks, lots, (instrument, price, quantity) => {
        const amount = new Exact(instrument.tick).times(price).times(new Exact(instrument.lot).times(quantity));
        expect(String(notionalUnits(instrument, price, quantity))).toBe(unitsOf(amount, instrument.quote));
      }),
      { numRuns: 1_000 },
    );
  });

  it("counts a quantity in base units, and back in whole lots whatever dust lies on top", () => {
    fc.assert(
      fc.property(anyInstrument, lots, fc.nat(), (instrument, quantity, dust) => {
        const units = baseUnits(instrument, quantity);
        expect(String(units)).toBe(unitsOf(new Exact(instrument.lot).times(quantity), instrument.base));
        expect(wholeLots(instrument, Number(units) + (dust % instrument.baseUnitsPerLot))).toBe(quantity);
        expect(wholeLots(instrument, -Number(units) - (dust % instrument.baseUnitsPerLot))).toBe(-quantity);
      }),
    );
  });

  it("holds no whole lot in dust of either sign", () => {
    for (const instrument of LISTED_INSTRUMENTS) {
      const dust = instrument.baseUnitsPerLot - 1;
      expect([dust, -dust, 0].map((units) => wholeLots(instrument, units))).toEqual([0, 0, 0]);
    }
  });

  it("values base units at a price, less than one unit below the exact value", () => {
    fc.assert(
      fc.property(
        anyInstrument,
        fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }),
        ticks,
        (instrument, units, price) => {
          const exact = new Exact(units.toString())
            .div(new Exact(10).pow(currencyOf(instrument.base).decimals))
            .times(instrument.tick)
            .times(price)
            .times(new Exact(10).pow(currencyOf(instrument.quote).decimals));
          expect(String(valueOfBaseUnits(instrument, fromBigInt(units), price))).toBe(exact.floor().toFixed());
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it("values a whole number of lots at its notional, exactly", () => {
    fc.assert(
      fc.property(anyInstrument, ticks, lots, (instrument, price, quantity) => {
        const value = valueOfBaseUnits(instrument, baseUnits(instrument, quantity), price);
        expect(value).toBe(notionalUnits(instrument, price, quantity));
      }),
    );
  });

  it("rounds every fee up to the unit, and a rebate never in our favour", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 20n }),
        fc.integer({ min: -1_000, max: 10_000 }),
        (units, rateMillionths) => {
          const exact = new Exact(units.toString()).times(rateMillionths).div(1_000_000);
          expect(String(feeUnits(fromBigInt(units), rateMillionths))).toBe(String(BigInt(exact.ceil().toFixed())));
        },
      ),
      { numRuns: 1_000 },
    );
    expect([feeUnits(1, 1), feeUnits(1_000_000, 1), feeUnits(1_000_001, 1), feeUnits(0, 1000)]).toEqual([1, 1, 2, 0]);
  });

  it("writes prices and quantities on its grid", () => {
    const [quarter, five] = ODD_GRIDS;
    if (quarter === undefined || five === undefined) throw new Error("The odd grids are gone");
    expect([formatPrice(quarter, 3), formatQuantity(quarter, 3)]).toEqual(["0.75", "0.015"]);
    expect([formatPrice(five, 12_000), formatQuantity(five, 1)]).toEqual(["60000", "0.002"]);
  });

  it.each<[string, Partial<InstrumentTerms>]>([
    ["a tick × lot smaller than the quote's unit", { tick: "0.00001", lot: "0.00001" }],
    ["a lot smaller than the base's unit", { base: "SOL", lot: "0.000000001", tick: "1" }],
    ["a negative tick", { tick: "-0.01" }],
    ["a lot of zero", { lot: "0" }],
    ["a minimum notional beyond the quote's places", { minNotional: "5.000000001" }],
    ["a minimum notional that is no number", { minNotional: "five" }],
    ["a largest quantity that is no number", { quantityMax: "many" }],
    ["a largest quantity between two lots", { lot: "0.3", quantityMax: "1" }],
    ["a largest quantity of nothing", { quantityMax: "0" }],
    ["a fee rate beyond millionths", { makerRate: "0.0000001" }],
    ["an unlisted currency", { base: "DOGE" }],
  ])("cannot be defined with %s", (_what, change) => {
    expect(() => defineInstrument({ ...TERMS, ...change })).toThrow();
  });

  it("is found by its id", () => {
    expect(LISTED_INSTRUMENTS.map(({ id }) => findInstrument(id)?.symbol)).toEqual([
      "BTC/USDT",
      "ETH/USDT",
      "SOL/USDT",
      "USDC/USDT",
      "BTC/USDT:USDT",
      "ETH/USDT:USDT",
    ]);
    expect([findInstrument("BTC-USDT")?.name, findInstrument("BTC-USDT-PERP")?.name]).toEqual([
      "BTC/USDT",
      "BTC/USDT Perp",
    ]);
    expect(findInstrument("DOGE-USDT")).toBeUndefined();
  });

  it("has the venue's grid where it is listed", () => {
    expect(findInstrument("BTC-USDT")).toMatchObject({
      quoteUnitsPerTickLot: 10,
      baseUnitsPerLot: 100_000,
      minNotionalUnits: 500_000_000,
      quantityLotsMax: 900_000_000,
      makerRateMillionths: 1_000,
      takerRateMillionths: 1_000,
    });
  });
});
