import { describe, expect, it } from "vitest";
import type { EngineState } from "../../../server/engine/engine-state.ts";
import {
  BTC,
  control,
  filled,
  ofKind,
  openDesk,
  orderOf,
  outcomeOf,
  place,
  pricedDesk,
  venue,
} from "../desk-example.ts";

/** A desk that bought `lots` at 50,000.00, without a fee. */
function holding(lots: number): EngineState {
  const state = pricedDesk();
  const { id } = place(state, { quantityLots: lots });
  venue(state, filled(id, lots));
  return state;
}

const close = (state: EngineState, share: "all" | "half" = "all") =>
  control(state, { kind: "close-position", instrumentId: BTC, share });

describe("closing a position", () => {
  it.each([
    ["all", 101, 101],
    ["half", 101, 51],
  ] as const)(
    "of %s sells the right lots at the market, reduce-only, whatever the price's age",
    (share, held, sold) => {
      const state = holding(held);
      state.now += 60_000;
      const step = close(state, share);
      const [placed] = ofKind(step.changes, "order-placed");
      expect(placed?.order).toMatchObject({
        side: "sell",
        type: "market",
        quantityLots: sold,
        isReduceOnly: true,
        status: "submitted",
      });
      expect(placed?.order.source).toEqual({ kind: "manual", userId: "u1", key: "c1" });
      expect(outcomeOf(step)).toEqual({ kind: "done", orderIds: [placed?.order.id] });
    },
  );

  it("never sells what working orders sell already", () => {
    const state = holding(1_000);
    place(state, { side: "sell", quantityLots: 400, priceTicks: 5_100_000 });
    const [placed] = ofKind(close(state).changes, "order-placed");
    expect(placed?.order.quantityLots).toBe(600);
    expect(outcomeOf(close(state))).toMatchObject({ kind: "refused", code: "already-closing", orderIds: [] });
  });

  it("says when nothing is held, and when what is left is too little for any order", () => {
    expect(outcomeOf(close(pricedDesk()))).toMatchObject({ kind: "refused", code: "no-position", orderIds: [] });
    const state = holding(1_000);
    const { id } = place(state, { side: "sell", quantityLots: 995 });
    venue(state, filled(id, 995));
    const dust = outcomeOf(close(state));
    expect(dust).toMatchObject({ kind: "refused", code: "only-dust", facts: { quantity: "0.00005" } });
    expect(dust).toMatchObject({ message: expect.stringContaining('worth "2.49995" USDT') });
  });

  it("refuses half of what is too small to be halved", () => {
    const state = holding(15);
    expect(outcomeOf(close(state, "half"))).toMatchObject({ kind: "refused", code: "close-below-minimum" });
    expect(outcomeOf(close(state, "all"))).toMatchObject({ kind: "done" });
  });

  it("answers for an instrument that is not listed, and for one without a price", () => {
    const unknown = { kind: "close-position", instrumentId: "XXX-USDT", share: "all" } as const;
    expect(outcomeOf(control(openDesk(), unknown))).toMatchObject({ code: "instrument-unknown" });
  });
});

describe("a reduce-only order", () => {
  it("is denied beyond what is left to close, with the facts", () => {
    const state = holding(1_000);
    place(state, { side: "sell", quantityLots: 400, priceTicks: 5_100_000, isReduceOnly: true });
    const denied = place(state, { side: "sell", quantityLots: 601, priceTicks: 5_100_000, isReduceOnly: true });
    expect(denied).toMatchObject({ status: "denied", reasonCode: "reduce-only-exceeds-position" });
    expect(denied.reason).toContain('"0.00600"');
    expect(place(state, { side: "sell", quantityLots: 600, priceTicks: 5_100_000, isReduceOnly: true }).status).toBe(
      "submitted",
    );
    expect(place(state, { side: "buy", isReduceOnly: true }).reason).toContain("Nothing in BTC/USDT is left");
  });

  it("may grow up to what is left to close, its own part included", () => {
    const state = holding(1_000);
    const { id } = place(state, { side: "sell", quantityLots: 400, priceTicks: 5_100_000, isReduceOnly: true });
    venue(state, { kind: "accepted", orderId: id, at: state.now, venueOrderId: "v" });
    const amend = (quantityLots: number) =>
      outcomeOf(control(state, { kind: "amend-order", orderId: id, priceTicks: null, quantityLots }));
    expect(amend(1_001)).toMatchObject({ code: "reduce-only-exceeds-position" });
    expect(amend(1_000)).toMatchObject({ kind: "done" });
    expect(orderOf(state, id).amendment).toEqual({ quantityLots: 1_000, priceTicks: 5_100_000 });
  });
});
