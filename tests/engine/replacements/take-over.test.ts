import { describe, expect, it } from "vitest";
import type { Instrument } from "../../../server/domain/markets/instrument.ts";
import { wholeLots } from "../../../server/domain/markets/instrument.ts";
import type { Order } from "../../../server/domain/orders/order.ts";
import { isTerminal } from "../../../server/domain/orders/order-status.ts";
import type { EngineState } from "../../../server/engine/engine-state.ts";
import { BTC, PERPETUAL as BTC_PERPETUAL, FaultDesk } from "../../support/faults/fault-desk.ts";
import { Seeded } from "../../support/seeded.ts";
import {
  accepted,
  bookAt,
  expectSound,
  filled,
  market,
  orderOf,
  place,
  START,
  tradeAt,
  venue,
} from "../desk-example.ts";
import { ask, canceled, cancelRejected, guarded, SPOT } from "./venue-example.ts";

const workingIn = (state: EngineState): Order[] => [...state.working.values()].map(({ order }) => order);

/** The order of the worker that took the place of another. */
function heirOf(state: EngineState, id: string): Order {
  const heirs = workingIn(state).filter(({ replaces }) => replaces === id);
  expect(heirs).toHaveLength(1);
  return heirs[0] as Order;
}

/** Sells some of the other coins of the same kind, which no reduce-only order is for. */
function sellOthers(state: EngineState, quantityLots: number): void {
  const { id } = place(state, { instrumentId: SPOT.id, side: "sell", quantityLots, priceTicks: 4_999_900 });
  venue(state, accepted(id));
  venue(state, filled(id, quantityLots, { priceTicks: 4_999_900, tradeId: `other-${id}` }));
}

describe("a stop that a venue keeps which knows no positions", () => {
  it("is taken over by the worker, for what is left, once other sales leave less than it would sell", () => {
    const { state, id } = guarded(SPOT);
    sellOthers(state, 60);
    const heir = heirOf(state, id);
    expect(heir).toMatchObject({ status: "emulated", quantityLots: 40, trigger: { priceTicks: 4_900_000 } });
    expect(orderOf(state, id)).toMatchObject({ status: "pending-cancel", reasonCode: "replaced" });
    venue(state, canceled(id));
    sellOthers(state, 10);
    market(state, bookAt(START + 2, 4_889_900, 4_890_000, SPOT.id));
    const fired = market(state, tradeAt(START + 3, 4_890_000, SPOT.id));
    expect(fired.commands).toMatchObject([{ kind: "submit-order", order: { id: heir.id, quantityLots: 30 } }]);
    expectSound(state);
  });

  it("stays where enough is left for it, and is canceled where nothing is", () => {
    const { state, id } = guarded(SPOT, { quantityLots: 40 });
    sellOthers(state, 60);
    expect(workingIn(state).map((order) => [order.id, order.status])).toEqual([[id, "accepted"]]);
    sellOthers(state, 40);
    expect(workingIn(state).map((order) => [order.id, order.status])).toEqual([[id, "pending-cancel"]]);
    expectSound(state);
  });

  it("is taken over as it is found to be there, where what it guards went while nobody knew of it", () => {
    const { state, id } = guarded(SPOT);
    venue(state, { kind: "lost", orderId: id, at: START });
    sellOthers(state, 60);
    expect(orderOf(state, id).status).toBe("unknown");
    venue(state, accepted(id));
    expect(heirOf(state, id)).toMatchObject({ status: "emulated", quantityLots: 40 });
    expectSound(state);
  });

  it("is asked again to go where the venue refuses, and leaves the rest to the worker's when it fires all the same", () => {
    const { state, id } = guarded(SPOT);
    sellOthers(state, 60);
    const heir = heirOf(state, id);
    venue(state, cancelRejected(id));
    const again = market(state, bookAt(START + 1_500, 4_999_900, 5_000_000, SPOT.id));
    expect(again.commands).toEqual([{ kind: "cancel-order", orderId: id, instrumentId: SPOT.id }]);
    venue(state, filled(id, 30, { priceTicks: 4_900_000 }));
    expect(orderOf(state, heir.id)).toMatchObject({ status: "emulated", quantityLots: 10 });
    expectSound(state);
  });
});

describe("an order that has fired over what such a stop guards", () => {
  /** The prices of a market that falls, or rises again, and what is held of it. */
  function deskOf(of: Instrument, random: Seeded) {
    const price = of === BTC ? 6_000_000 : 600_000;
    const latencyMs = { submit: random.pick([0, 20, 150]), cancel: random.pick([0, 20, 150]) };
    const desk = new FaultDesk({ rulesOf: "binance", latencyMs });
    const see = (down: number) => {
      desk.quote(price - 100 - down, price - down, { of });
      desk.trade(price - 50 - down, of);
    };
    see(0);
    desk.place({ instrumentId: of.id, side: "buy", quantityLots: random.between(400, 900) });
    see(0);
    see(0);
    const heldLots = () => wholeLots(of, desk.state.holdings.get(of.id)?.netUnits ?? 0);
    const stop = (quantityLots: number, by: "last" | "bid", below: number) =>
      desk.place({
        ...{ instrumentId: of.id, side: "sell", quantityLots, isReduceOnly: true, timeInForce: "GTC" },
        trigger: { kind: "stop-loss", by, priceTicks: price - below },
      });
    return { desk, see, heldLots, stop };
  }

  it.each([BTC, BTC_PERPETUAL])("closes what it is for, and the rest stays guarded: $id", (of) => {
    for (let seed = 1; seed <= 40; seed++) {
      const random = new Seeded(seed);
      const { desk, see, heldLots, stop } = deskOf(of, random);
      const whole = heldLots();
      const kept = stop(whole, "last", 10_000);
      see(0);
      expect(desk.order(kept.id).status).toBe("accepted");
      const part = random.chance(0.4) ? whole : random.between(100, whole - 50);
      const own = stop(part, "bid", 5_000);
      expect(own.status).toBe("emulated");
      // What closes leaves all the same.
      if (random.chance(0.3)) desk.ask({ kind: "halt", action: "no-new-entries" });
      for (let turn = 0; turn < 6; turn++) see(6_000);
      expect(desk.order(own.id)).toMatchObject({ status: "filled", filledLots: part });
      expect(heldLots()).toBe(whole - part);
      const guards = desk.orders.filter(({ id, status }) => id !== own.id && !isTerminal(status));
      expect(guards.map(({ trigger }) => trigger)).toEqual(part === whole ? [] : [kept.trigger]);
      for (let turn = 0; turn < 6; turn++) see(12_000);
      expect(heldLots()).toBe(0);
      desk.finish();
    }
  });
});

describe("a fill that is told after its cancel, while the one in its place has fired", () => {
  function fired() {
    const { state, id } = guarded(SPOT);
    ask(state, id, { triggerTicks: 4_950_000 });
    const next = heirOf(state, id);
    venue(state, canceled(id));
    market(state, bookAt(START + 2, 4_939_900, 4_940_000, SPOT.id));
    market(state, tradeAt(START + 3, 4_940_000, SPOT.id));
    expect(orderOf(state, next.id).status).toBe("submitted");
    return { state, id, nextId: next.id };
  }

  it("has that one canceled and what is left sent anew", () => {
    const { state, id, nextId } = fired();
    const told = venue(state, filled(id, 60, { priceTicks: 4_900_000 }));
    expect(told.commands).toEqual([{ kind: "cancel-order", orderId: nextId, instrumentId: SPOT.id }]);
    expect(orderOf(state, nextId)).toMatchObject({ amendment: { quantityLots: 40, isReplacement: true } });
    const rest = venue(state, canceled(nextId));
    expect(rest.commands).toMatchObject([
      { kind: "submit-order", order: { replaces: nextId, type: "market", priceTicks: null, quantityLots: 40 } },
    ]);
    expectSound(state);
  });

  it("sends nothing anew where that one was filled before it could be canceled, or nothing is left", () => {
    const { state, id, nextId } = fired();
    venue(state, filled(id, 60, { priceTicks: 4_900_000 }));
    const told = venue(state, filled(nextId, 100, { priceTicks: 4_939_900, tradeId: "whole" }));
    expect(told.commands).toEqual([]);
    expect(orderOf(state, nextId)).toMatchObject({ status: "filled", amendment: null });

    const other = fired();
    venue(other.state, filled(other.id, 100, { priceTicks: 4_900_000 }));
    expect(orderOf(other.state, other.nextId)).toMatchObject({ status: "pending-cancel", amendment: null });
    expect(venue(other.state, canceled(other.nextId)).commands).toEqual([]);
    expectSound(other.state);
  });
});
