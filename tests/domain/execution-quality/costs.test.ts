import { Decimal } from "decimal.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { present } from "../../../server/domain/errors/invariant.ts";
import { markout } from "../../../server/domain/execution-quality/markout.ts";
import { midAt } from "../../../server/domain/execution-quality/mid.ts";
import { feeOf, shortfall, type WorkedOrder } from "../../../server/domain/execution-quality/shortfall.ts";
import { costBps, slippage } from "../../../server/domain/execution-quality/slippage.ts";
import { findInstrument } from "../../../server/domain/markets/listed-instruments.ts";

const BTC = present(findInstrument("BTC-USDT"), "listed");
const anySide = fc.constantFrom("buy" as const, "sell" as const);
const anyTicks = fc.integer({ min: 1, max: 20_000_000 });
const anyMid = fc.integer({ min: 2, max: 40_000_000 });
const anyExecution = fc.record({ side: anySide, quantityLots: fc.integer({ min: 1, max: 1e9 }), priceTicks: anyTicks });

/** The same in plain decimals: halves of 1e-8 USDT. */
const money = (halves: number | bigint) => new Decimal(halves.toString()).div(2).div(1e8);
const price = (halfTicks: number) => new Decimal(halfTicks).div(2).times(BTC.tick);
const size = (lots: number) => new Decimal(BTC.lot).times(lots);
const sign = (side: "buy" | "sell") => (side === "buy" ? 1 : -1);

describe("slippage", () => {
  it("is side × (price − mid) × quantity to the last digit", () => {
    fc.assert(
      fc.property(anyExecution, anyMid, (execution, mid) => {
        const { side, quantityLots, priceTicks } = execution;
        const { costHalves, referenceHalves } = slippage(BTC, execution, mid);
        const plain = price(2 * priceTicks)
          .minus(price(mid))
          .times(size(quantityLots))
          .times(sign(side));
        expect(money(costHalves).toFixed()).toBe(plain.toFixed());
        expect(money(referenceHalves).toFixed()).toBe(price(mid).times(size(quantityLots)).toFixed());
      }),
    );
  });

  it("costs a buyer what it brings a seller", () => {
    fc.assert(
      fc.property(anyExecution, anyMid, (execution, mid) => {
        const bought = slippage(BTC, { ...execution, side: "buy" }, mid).costHalves;
        const sold = slippage(BTC, { ...execution, side: "sell" }, mid).costHalves;
        expect(BigInt(bought) + BigInt(sold)).toBe(0n);
      }),
    );
  });

  it("says one basis point for a ten-thousandth of the mid, positive when it is paid", () => {
    const bought = { side: "buy", quantityLots: 1_000, priceTicks: 5_000_500 } as const;
    expect(costBps(slippage(BTC, bought, 10_000_000))).toBeCloseTo(1, 10);
    expect(costBps(slippage(BTC, { ...bought, side: "sell" }, 10_000_000))).toBeCloseTo(-1, 10);
    expect(costBps({ costHalves: 0, referenceHalves: 0 })).toBeNull();
  });
});

describe("a markout", () => {
  it("is a gain when the market moves on in the direction of the trade", () => {
    const fill = { side: "buy", quantityLots: 100_000, priceTicks: 5_000_000 } as const; // One bitcoin at 50,000.00.
    expect(money(markout(BTC, fill, 10_000_500).gainHalves).toFixed()).toBe("2.5");
    expect(money(markout(BTC, { ...fill, side: "sell" }, 10_000_500).gainHalves).toFixed()).toBe("-2.5");
    expect(money(markout(BTC, fill, 10_000_500).valueHalves).toFixed()).toBe("50000");
  });

  it("is slippage against the later mid with the other sign", () => {
    fc.assert(
      fc.property(anyExecution, anyMid, (execution, mid) => {
        const { gainHalves } = markout(BTC, execution, mid);
        expect(BigInt(gainHalves) + BigInt(slippage(BTC, execution, mid).costHalves)).toBe(0n);
      }),
    );
  });
});

const anyFill = fc.record({
  quantityLots: fc.integer({ min: 1, max: 1_000_000 }),
  priceTicks: anyTicks,
  fee: fc.oneof(
    fc.record({ feeCurrency: fc.constant("USDT"), feeUnits: fc.integer({ min: -1_000, max: 1e9 }) }),
    fc.record({ feeCurrency: fc.constant("BTC"), feeUnits: fc.integer({ min: 0, max: 1e9 }) }),
  ),
});
const anyOrder: fc.Arbitrary<WorkedOrder> = fc
  .record({
    side: anySide,
    fills: fc.array(anyFill, { maxLength: 5 }),
    unfilled: fc.integer({ min: 0, max: 1_000_000 }),
    decision: anyMid,
    arrival: anyMid,
    end: anyMid,
  })
  .map(({ side, fills, unfilled, ...mids }) => ({
    side,
    quantityLots: fills.reduce((sum, fill) => sum + fill.quantityLots, unfilled) || 1,
    fills: fills.map(({ fee, ...fill }) => ({ side, ...fill, ...fee })),
    ...mids,
  }));

describe("implementation shortfall", () => {
  it("is what the paper portfolio gains more than the real one", () => {
    fc.assert(
      fc.property(anyOrder, (order) => {
        const { totalHalves, paperHalves } = shortfall(BTC, order);
        const { side, fills, decision, end } = order;
        // Paper: all of it at the decision's mid. Real: what was filled at its prices, fees paid. Both valued at the end's mid.
        const last = price(end ?? 0);
        const gain = (lots: number, at: Decimal) => last.minus(at).times(size(lots)).times(sign(side));
        const paper = gain(order.quantityLots, price(decision ?? 0));
        let real = new Decimal(0);
        for (const fill of fills) {
          const fee = money(feeOf(BTC, fill) ?? Number.NaN);
          real = real.plus(gain(fill.quantityLots, price(2 * fill.priceTicks))).minus(fee);
        }
        expect(money(totalHalves ?? Number.NaN).toFixed()).toBe(paper.minus(real).toFixed());
        expect(money(paperHalves ?? 0).toFixed()).toBe(
          price(decision ?? 0)
            .times(size(order.quantityLots))
            .toFixed(),
        );
      }),
    );
  });

  it("counts a fee in the base currency at its fill's price, rounded up by less than a half unit", () => {
    fc.assert(
      fc.property(anyTicks, fc.integer({ min: 0, max: 1e12 }), (priceTicks, feeUnits) => {
        const halves = feeOf(BTC, { feeCurrency: "BTC", feeUnits, priceTicks }) ?? Number.NaN;
        const exact = new Decimal(feeUnits)
          .div(1e10)
          .times(price(2 * priceTicks))
          .times(2e8);
        const above = new Decimal(halves.toString()).minus(exact);
        expect(above.gte(0) && above.lt(1)).toBe(true);
      }),
    );
  });

  it("leaves open what is not known, and what the total rests on it", () => {
    const fill = { side: "buy", quantityLots: 10, priceTicks: 100, feeCurrency: "BNB", feeUnits: 1 } as const;
    const order = { side: "buy", quantityLots: 20, fills: [fill], decision: 200, arrival: 202, end: null } as const;
    const parts = shortfall(BTC, order);
    expect([parts.feeHalves, parts.opportunityHalves, parts.totalHalves]).toEqual([null, null, null]);
    expect(parts.delayHalves).not.toBeNull();
    expect(shortfall(BTC, { ...order, decision: null }).paperHalves).toBeNull();
    const complete = { ...order, quantityLots: 10, fills: [{ ...fill, feeUnits: 0 }] };
    expect(shortfall(BTC, complete).totalHalves).toBe(0);
    expect(shortfall(BTC, { ...complete, arrival: null }).totalHalves).toBeNull();
  });
});

describe("the mid of a book", () => {
  const book = { bidTicks: 100, askTicks: 103, at: 1_000, staleAfterMs: 500, isValid: true, hasEnded: false };
  it.each([
    ["of a sound book, with its age", book, 1_200, { halfTicks: 203, ageMs: 200 }],
    ["of a book just not stale", book, 1_500, { halfTicks: 203, ageMs: 500 }],
    ["of none", null, 1_000, { missing: "no-price" }],
    ["of half a book", { ...book, askTicks: 0 }, 1_000, { missing: "no-book" }],
    ["of a book with a gap", { ...book, isValid: false }, 1_000, { missing: "rebuilding" }],
    ["of a recording that is over", { ...book, hasEnded: true }, 1_000, { missing: "ended" }],
    ["of a crossed book", { ...book, bidTicks: 104 }, 1_000, { missing: "crossed" }],
    ["of a book that has changed since", book, 999, { missing: "unseen" }],
    ["of a silent book", book, 1_501, { missing: "stale" }],
  ] as const)("%s", (_name, price, at, expected) => {
    expect(midAt(price, at)).toEqual(expected);
  });
});
