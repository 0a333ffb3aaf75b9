import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Integer } from "../../../server/domain/money/integer.ts";
import type { EngineState, Holding } from "../../../server/engine/engine-state.ts";
import { BTC, expectSound, filled, ofKind, place, pricedDesk, START, totalOf, venue } from "../desk-example.ts";

const holdingOf = (state: EngineState): Holding => {
  const holding = state.holdings.get(BTC);
  if (holding === undefined) throw new Error("BTC-USDT is not held");
  return holding;
};
const lotsOf = (state: EngineState) =>
  [...holdingOf(state).lots.values()].map((lot) => [lot.direction, lot.quantityUnits, lot.costUnits]);

type Trade = { side: "buy" | "sell"; lots: number; ticks?: number; fee?: Integer; feeCurrency?: string; at?: number };

/** Places and fills an order at once. */
function trade(
  state: EngineState,
  { side, lots, ticks = 5_000_000, fee = 0, feeCurrency = "USDT", at = START }: Trade,
) {
  const { id } = place(state, { side, quantityLots: lots });
  return venue(state, filled(id, lots, { priceTicks: ticks, feeUnits: fee, feeCurrency, at })).changes;
}

describe("the position keeper", () => {
  it("opens a lot with the fee in the quote currency in its cost", () => {
    const state = pricedDesk();
    const changes = trade(state, { side: "buy", lots: 100, fee: 5_000_000, at: START + 9 });
    expect(ofKind(changes, "lot-opened")).toEqual([
      {
        kind: "lot-opened",
        lot: {
          id: "desk0001l1",
          instrumentId: BTC,
          direction: "long",
          fillId: "desk0001f1",
          openedAt: START + 9,
          quantityUnits: 10_000_000,
          costUnits: 5_005_000_000,
        },
      },
    ]);
    expect(ofKind(changes, "position-changed")).toEqual([]); // Nothing was realised.
    expect(holdingOf(state)).toMatchObject({ netUnits: 10_000_000, realisedUnits: 0 });
  });

  it("opens a lot smaller by a fee taken in the base currency", () => {
    const state = pricedDesk();
    trade(state, { side: "buy", lots: 100, fee: 10_000, feeCurrency: "BTC" });
    expect(lotsOf(state)).toEqual([["long", 9_990_000, 5_000_000_000]]);
    expect(totalOf(state, "BTC")).toBe(100_000_000_000 + 9_990_000);
  });

  it("keeps a fee in a third currency out of the lot and takes it from that balance", () => {
    const state = pricedDesk();
    trade(state, { side: "buy", lots: 100, fee: 777, feeCurrency: "ETH" });
    expect(lotsOf(state)).toEqual([["long", 10_000_000, 5_000_000_000]]);
    expect(totalOf(state, "ETH")).toBe(1_000_000_000_000 - 777);
  });

  it("closes the oldest lot first and realises proceeds less fee less cost", () => {
    const state = pricedDesk();
    trade(state, { side: "buy", lots: 100, ticks: 4_000_000 });
    trade(state, { side: "buy", lots: 100, ticks: 5_000_000 });
    const changes = trade(state, { side: "sell", lots: 150, ticks: 6_000_000, fee: 9_000_000 });
    const net = 9_000_000_000 - 9_000_000;
    expect(ofKind(changes, "lot-reduced")).toMatchObject([
      {
        lotId: "desk0001l1",
        fillId: "desk0001f3",
        closedUnits: 10_000_000,
        closedCostUnits: 4_000_000_000,
        quantityUnits: 0,
      },
      { lotId: "desk0001l2", closedUnits: 5_000_000, closedCostUnits: 2_500_000_000, quantityUnits: 5_000_000 },
    ]);
    expect(ofKind(changes, "position-changed")).toEqual([
      { kind: "position-changed", instrumentId: BTC, realisedUnits: net - 6_500_000_000 },
    ]);
    expect(lotsOf(state)).toEqual([["long", 5_000_000, 2_500_000_000]]);
    expectSound(state);
  });

  it("closes more than was sold when the fee of a sell is taken in the base currency", () => {
    const state = pricedDesk();
    trade(state, { side: "buy", lots: 100 });
    trade(state, { side: "sell", lots: 50, fee: 5_000, feeCurrency: "BTC" });
    expect(lotsOf(state)).toEqual([["long", 4_995_000, 2_497_500_000]]);
    expect(holdingOf(state).realisedUnits).toBe(2_500_000_000 - 2_502_500_000);
  });

  it("turns from long to short in one fill and back, and realises both", () => {
    const state = pricedDesk();
    trade(state, { side: "buy", lots: 100, ticks: 5_000_000 });
    trade(state, { side: "sell", lots: 300, ticks: 5_100_000 });
    expect(lotsOf(state)).toEqual([["short", 20_000_000, 10_200_000_000]]);
    expect(holdingOf(state)).toMatchObject({ netUnits: -20_000_000, realisedUnits: 100_000_000 });
    trade(state, { side: "buy", lots: 200, ticks: 4_900_000 });
    expect(lotsOf(state)).toEqual([]);
    expect(holdingOf(state)).toMatchObject({ netUnits: 0, realisedUnits: 100_000_000 + 400_000_000 });
    expectSound(state);
  });

  it("realises in the end, over any trades, what cash the open lots did not keep", () => {
    const someTrade = fc.record({
      side: fc.constantFrom("buy" as const, "sell" as const),
      lots: fc.integer({ min: 10, max: 200 }),
      ticks: fc.integer({ min: 4_900_000, max: 5_100_000 }),
      fee: fc.integer({ min: 0, max: 999_999 }),
    });
    fc.assert(
      fc.property(fc.array(someTrade, { maxLength: 20 }), (trades) => {
        const state = pricedDesk();
        for (const it of trades) trade(state, it);
        let kept = 0;
        for (const { direction, costUnits } of holdingOf(state).lots.values()) {
          kept += direction === "long" ? Number(costUnits) : -Number(costUnits);
        }
        const cash = Number(totalOf(state, "USDT")) - 100_000_000_000_000;
        expect(Number(holdingOf(state).realisedUnits)).toBe(cash + kept);
        expectSound(state);
      }),
    );
  });
});
