import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { EngineState } from "../../../server/engine/engine-state.ts";
import {
  accepted,
  control,
  expectSound,
  filled,
  lotUnits,
  ofKind,
  orderOf,
  place,
  pricedDesk,
  reservedOf,
  START,
  totalOf,
  venue,
} from "../desk-example.ts";

const canceled = (state: EngineState, orderId: string) =>
  venue(state, { kind: "canceled", orderId, at: START, code: "asked" });

describe("a fill", () => {
  it("moves cash, the reservation and the order in one step", () => {
    const state = pricedDesk();
    const { id } = place(state);
    venue(state, accepted(id));
    const { changes } = venue(state, filled(id, 40, { priceTicks: 4_990_000, tradeId: "T1", at: START + 5 }));
    expect(orderOf(state, id)).toMatchObject({
      status: "partially-filled",
      filledLots: 40,
      filledUnits: 1_996_000_000,
      reservedUnits: 3_000_000_000, // Sixty lots at the limit.
      updatedAt: START + 5,
    });
    expect(totalOf(state, "USDT")).toBe(100_000_000_000_000 - 1_996_000_000);
    expect(reservedOf(state, "USDT")).toBe(3_000_000_000);
    expect(ofKind(changes, "fill-booked")[0]?.fill).toEqual({
      id: "desk0001f1",
      orderId: id,
      instrumentId: "BTC-USDT",
      tradeId: "T1",
      side: "buy",
      quantityLots: 40,
      priceTicks: 4_990_000,
      notionalUnits: 1_996_000_000,
      feeCurrency: "USDT",
      feeUnits: 0,
      liquidity: "taker",
      excessLots: 0,
      at: START + 5,
    });
    expectSound(state);
  });

  it("is booked once however often the venue reports it, also after the order is over", () => {
    const state = pricedDesk();
    const { id } = place(state);
    const whole = filled(id, 100);
    venue(state, whole);
    const total = totalOf(state, "USDT");
    for (let time = 0; time < 3; time += 1) expect(venue(state, whole).changes).toEqual([]);
    expect([totalOf(state, "USDT"), state.counters.fills]).toEqual([total, 1]);
  });

  it("under one trade id counts for each of two orders that it matched", () => {
    const state = pricedDesk();
    const [buy, sell] = [place(state), place(state, { side: "sell" })];
    for (const { id } of [buy, sell]) venue(state, filled(id, 100, { tradeId: "crossed" }));
    expect(state.counters.fills).toBe(2);
    expectSound(state);
  });

  it("of part of a dead order is booked, and the order stays dead", () => {
    const state = pricedDesk();
    const { id } = place(state);
    venue(state, accepted(id));
    canceled(state, id);
    venue(state, filled(id, 40));
    expect(orderOf(state, id)).toMatchObject({ status: "canceled", filledLots: 40, reservedUnits: 0 });
    expect(totalOf(state, "USDT")).toBe(100_000_000_000_000 - 2_000_000_000);
    expectSound(state);
    const { changes } = venue(state, filled(id, 60));
    expect(orderOf(state, id)).toMatchObject({ status: "filled", filledLots: 100 });
    expect(ofKind(changes, "fill-booked")[0]?.fill.excessLots).toBe(0);
    expectSound(state);
  });

  it("that crosses our cancel on the wire wins", () => {
    const state = pricedDesk();
    const { id } = place(state);
    venue(state, accepted(id));
    control(state, { kind: "cancel-order", orderId: id });
    venue(state, filled(id, 100));
    expect(orderOf(state, id).status).toBe("filled");
    venue(state, { kind: "cancel-rejected", orderId: id, at: START, code: "filled" });
    expect(orderOf(state, id)).toMatchObject({ status: "filled", reasonCode: null });
  });

  it("beyond the ordered quantity is kept and flagged", () => {
    const state = pricedDesk();
    const { id } = place(state);
    const excess = (step: ReturnType<typeof venue>) => ofKind(step.changes, "fill-booked")[0]?.fill.excessLots;
    expect(excess(venue(state, filled(id, 70)))).toBe(0);
    expect(excess(venue(state, filled(id, 50)))).toBe(20);
    expect(excess(venue(state, filled(id, 5)))).toBe(5);
    expect(orderOf(state, id)).toMatchObject({ status: "filled", filledLots: 125 });
    expect(state.holdings.get("BTC-USDT")?.netUnits).toBe(lotUnits(state, 125));
    expectSound(state);
  });

  it("flags exactly what an order got beyond its quantity, whatever came when", () => {
    const moves = fc.array(
      fc.oneof(fc.integer({ min: 1, max: 80 }), fc.constantFrom("cancel" as const, "lost" as const)),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(moves, fc.constantFrom("buy" as const, "sell" as const), (steps, side) => {
        const state = pricedDesk();
        const { id } = place(state, { side });
        let flagged = 0;
        for (const move of steps) {
          if (move === "lost") venue(state, { kind: "lost", orderId: id, at: START });
          else if (move === "cancel") {
            if (orderOf(state, id).status !== "filled") canceled(state, id);
          } else {
            const { changes } = venue(state, filled(id, move));
            flagged += ofKind(changes, "fill-booked")[0]?.fill.excessLots ?? Number.NaN;
          }
          expectSound(state);
        }
        expect(flagged).toBe(Math.max(0, orderOf(state, id).filledLots - 100));
      }),
    );
  });

  it("of a market order reserves by the collar and gives back what was not needed", () => {
    const state = pricedDesk();
    const { id, boundTicks } = place(state, { type: "market", priceTicks: null });
    expect([boundTicks, reservedOf(state, "USDT")]).toEqual([5_250_000, 5_250_000_000]);
    venue(state, filled(id, 100));
    expect([reservedOf(state, "USDT"), totalOf(state, "USDT")]).toEqual([0, 100_000_000_000_000 - 5_000_000_000]);
  });

  it("of a sell takes the base currency out of its reservation", () => {
    const state = pricedDesk();
    const { id } = place(state, { side: "sell" });
    expect(reservedOf(state, "BTC")).toBe(10_000_000);
    venue(state, filled(id, 40));
    expect([reservedOf(state, "BTC"), totalOf(state, "BTC")]).toEqual([6_000_000, 100_000_000_000 - 4_000_000]);
    expect(totalOf(state, "USDT")).toBe(100_000_000_000_000 + 2_000_000_000);
  });
});
