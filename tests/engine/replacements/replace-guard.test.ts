import { describe, expect, it } from "vitest";
import type { Order } from "../../../server/domain/orders/order.ts";
import type { OrderEvent } from "../../../server/domain/orders/order-event.ts";
import { isHeld } from "../../../server/domain/orders/order-status.ts";
import type { Step } from "../../../server/engine/engine.ts";
import type { EngineState } from "../../../server/engine/engine-state.ts";
import { judgeInFlight } from "../../../server/worker/sessions/recovery.ts";
import {
  accepted,
  bookAt,
  control,
  expectSound,
  filled,
  market,
  ofKind,
  orderOf,
  outcomeOf,
  place,
  START,
  tradeAt,
  venue,
} from "../desk-example.ts";
import { ask, canceled, cancelRejected, guarded, PERPETUAL, SPOT } from "./venue-example.ts";

const placedIn = ({ changes }: Step): Order => {
  const [placed] = ofKind(changes, "order-placed");
  if (placed === undefined) throw new Error("Nothing was placed");
  return placed.order;
};

const rejected = (orderId: string): OrderEvent => ({
  kind: "rejected",
  orderId,
  at: START,
  code: "no",
  message: "No.",
});

/** Stops that the worker watches, or that the venue has confirmed. */
const live = (state: EngineState): string[] =>
  [...state.working.values()]
    .filter(({ order }) => order.trigger !== null && (isHeld(order.status) || order.status === "accepted"))
    .map(({ order }) => order.id);

describe("a stop at a venue that changes none and bounds both by the position", () => {
  it("stands until the venue has the one in its place, and is canceled then", () => {
    const { state, id } = guarded(PERPETUAL);
    const asked = ask(state, id, { triggerTicks: 4_950_000 });
    const next = placedIn(asked);
    expect(next).toMatchObject({ replaces: id, status: "submitted", trigger: { priceTicks: 4_950_000 } });
    expect(asked.commands).toMatchObject([{ kind: "submit-order", order: { id: next.id } }]);
    expect(live(state)).toEqual([id]);
    const told = venue(state, accepted(next.id));
    expect(told.commands).toEqual([{ kind: "cancel-order", orderId: id, instrumentId: PERPETUAL.id }]);
    expect(live(state)).toEqual([next.id]);
    venue(state, canceled(id));
    expect(orderOf(state, id)).toMatchObject({ reasonCode: "replaced", reason: `Order "${next.id}" takes its place.` });
    expect(state.holdings.get(PERPETUAL.id)?.workingSellLots).toBe(100);
  });

  it("stands on where the venue refuses the other, or where that never arrived", () => {
    const { state, id } = guarded(PERPETUAL);
    const next = placedIn(ask(state, id, { triggerTicks: 4_950_000 }));
    venue(state, rejected(next.id));
    expect(live(state)).toEqual([id]);

    const other = guarded(PERPETUAL);
    ask(other.state, other.id, { triggerTicks: 4_950_000 });
    for (const verdict of judgeInFlight(other.state)) venue(other.state, verdict);
    expect(live(other.state)).toEqual([other.id]);
    expect(other.state.holdings.get(PERPETUAL.id)?.workingSellLots).toBe(100);
  });

  it("is asked to go once, whatever the venue tells twice, and not while nobody knows of the other", () => {
    const { state, id } = guarded(PERPETUAL);
    const next = placedIn(ask(state, id, { triggerTicks: 4_950_000 }));
    expect(venue(state, { kind: "lost", orderId: next.id, at: START }).commands).toEqual([]);
    expect(live(state)).toEqual([id]);
    expect(venue(state, accepted(next.id)).commands).toHaveLength(1);
    expect(venue(state, accepted(next.id)).commands).toEqual([]);
  });

  it("calls the other back when it fires first", () => {
    const { state, id } = guarded(PERPETUAL);
    const next = placedIn(ask(state, id, { triggerTicks: 4_950_000, quantityLots: 50 }));
    const told = venue(state, filled(id, 60, { priceTicks: 4_900_000 }));
    expect(told.commands).toEqual([{ kind: "cancel-order", orderId: next.id, instrumentId: PERPETUAL.id }]);
    expect(venue(state, accepted(next.id)).commands).toEqual([]);
    expect(orderOf(state, id).status).toBe("partially-filled");
  });

  it("leaves the other for what is left when it fires on its way out", () => {
    const { state, id } = guarded(PERPETUAL);
    const next = placedIn(ask(state, id, { triggerTicks: 4_950_000 }));
    venue(state, accepted(next.id));
    expect(venue(state, filled(id, 60, { priceTicks: 4_900_000 })).commands).toEqual([]);
    venue(state, canceled(id));
    expect(live(state)).toEqual([next.id]);
  });

  it("has the other replaced by one for what is left when it is over, whatever the venue tells twice or late", () => {
    const { state, id } = guarded(PERPETUAL);
    const next = placedIn(ask(state, id, { triggerTicks: 4_950_000 }));
    venue(state, accepted(next.id));
    venue(state, filled(id, 60, { priceTicks: 4_900_000 }));
    const rest = placedIn(venue(state, canceled(id)));
    expect(rest).toMatchObject({ replaces: next.id, quantityLots: 40, trigger: { priceTicks: 4_950_000 } });
    expect(live(state)).toEqual([next.id]);
    expect(venue(state, canceled(id)).commands).toEqual([]);
    venue(state, accepted(rest.id));
    venue(state, canceled(next.id));
    expect(live(state)).toEqual([rest.id]);
    const late = placedIn(venue(state, filled(id, 10, { priceTicks: 4_900_000 })));
    expect(late).toMatchObject({ replaces: rest.id, quantityLots: 30 });
  });

  it("is asked to go again after a while where the venue refuses, until it does", () => {
    for (const instrument of [SPOT, PERPETUAL]) {
      const { state, id } = guarded(instrument);
      const next = placedIn(ask(state, id, { triggerTicks: 4_950_000 }));
      if (instrument === PERPETUAL) venue(state, accepted(next.id));
      const asked = [{ kind: "cancel-order", orderId: id, instrumentId: instrument.id }];
      for (let turn = 1; turn < 4; turn++) {
        venue(state, cancelRejected(id));
        expect(live(state)).toEqual([id, next.id]);
        expect(market(state, bookAt(START + turn * 1_500 - 600, 4_999_900, 5_000_000, instrument.id)).commands).toEqual(
          [],
        );
        expect(market(state, bookAt(START + turn * 1_500 + 500, 4_999_900, 5_000_000, instrument.id)).commands).toEqual(
          asked,
        );
      }
      venue(state, canceled(id));
      expect(orderOf(state, id)).toMatchObject({ status: "canceled", reasonCode: "replaced" });
      expect(market(state, bookAt(START + 9_000, 4_999_900, 5_000_000, instrument.id)).commands).toEqual([]);
      if (instrument === SPOT) expectSound(state);
    }
  });

  it("stays where the venue refused its cancel and the other is gone by then", () => {
    const { state, id } = guarded(PERPETUAL);
    const next = placedIn(ask(state, id, { triggerTicks: 4_950_000 }));
    venue(state, accepted(next.id));
    venue(state, cancelRejected(id));
    control(state, { kind: "cancel-order", orderId: next.id });
    venue(state, canceled(next.id));
    expect(market(state, bookAt(START + 5_000, 4_999_900, 5_000_000, PERPETUAL.id)).commands).toEqual([]);
    expect(live(state)).toEqual([id]);
  });

  it("goes with the other when a person wants it gone", () => {
    const { state, id } = guarded(PERPETUAL);
    const next = placedIn(ask(state, id, { triggerTicks: 4_950_000 }));
    const told = control(state, { kind: "cancel-order", orderId: id });
    expect(told.commands.map((command) => command.kind === "cancel-order" && command.orderId)).toEqual([id, next.id]);
  });
});

describe("a stop at a venue that cannot hold two over the same coins", () => {
  it("is followed in the same commit by one that the worker holds", () => {
    const { state, id } = guarded(SPOT);
    const asked = ask(state, id, { triggerTicks: 4_950_000 });
    const next = placedIn(asked);
    expect(next).toMatchObject({ replaces: id, status: "emulated", reservedUnits: 0 });
    expect(asked.commands).toEqual([{ kind: "cancel-order", orderId: id, instrumentId: SPOT.id }]);
    expect(live(state)).toEqual([next.id]);
    venue(state, canceled(id));
    expect(orderOf(state, id)).toMatchObject({ status: "canceled", reasonCode: "replaced" });
    expectSound(state);
  });

  it("keeps the other from going out until it is gone itself", () => {
    const { state, id } = guarded(SPOT);
    const next = placedIn(ask(state, id, { triggerTicks: 4_950_000 }));
    market(state, bookAt(START + 2, 4_939_900, 4_940_000, SPOT.id));
    const fired = market(state, tradeAt(START + 3, 4_940_000, SPOT.id));
    expect(orderOf(state, next.id).status).toBe("released");
    expect(fired.commands).toEqual([]);
    const told = venue(state, canceled(id));
    expect(told.commands).toMatchObject([{ kind: "submit-order", order: { id: next.id, quantityLots: 100 } }]);
    expectSound(state);
  });

  it("leaves so much less to the other as it fills on its way out", () => {
    const { state, id } = guarded(SPOT);
    const next = placedIn(ask(state, id, { triggerTicks: 4_950_000 }));
    venue(state, filled(id, 60, { priceTicks: 4_900_000 }));
    expect(orderOf(state, next.id).quantityLots).toBe(40);
    venue(state, filled(id, 40, { priceTicks: 4_900_000 }));
    expect(orderOf(state, next.id).status).toBe("canceled");
    expectSound(state);
  });

  it("leaves both where the venue refuses the cancel; the other takes it out of its way as it fires", () => {
    const { state, id } = guarded(SPOT);
    const next = placedIn(ask(state, id, { triggerTicks: 4_950_000 }));
    venue(state, cancelRejected(id));
    expect(live(state)).toEqual([id, next.id]);
    market(state, bookAt(START + 2, 4_939_900, 4_940_000, SPOT.id));
    market(state, tradeAt(START + 3, 4_940_000, SPOT.id));
    expect(orderOf(state, next.id).status).toBe("released");
    const asked = market(state, tradeAt(START + 4, 4_940_000, SPOT.id));
    expect(orderOf(state, id).status).toBe("pending-cancel");
    expect(asked.commands).toEqual([]);
    const told = venue(state, canceled(id));
    expect(told.commands).toMatchObject([{ kind: "submit-order", order: { id: next.id, quantityLots: 100 } }]);
    expectSound(state);
  });

  it("keeps a second one away from the same coins", () => {
    const { state } = guarded(SPOT);
    const trigger = { kind: "stop-loss", by: "last", priceTicks: 4_800_000 } as const;
    const closing = { type: "market", priceTicks: null, side: "sell", isReduceOnly: true, trigger } as const;
    expect(place(state, { instrumentId: SPOT.id, ...closing })).toMatchObject({ status: "denied" });
    expectSound(state);
  });

  it("is still guarded after a restart at any point in between", () => {
    const { state, id } = guarded(SPOT);
    const next = placedIn(ask(state, id, { triggerTicks: 4_950_000 }));
    expect(judgeInFlight(state)).toEqual([]);
    expect(live(state)).toEqual([next.id]);
  });
});

describe("a change that may not be", () => {
  it("leaves no trace, and the stop where it is", () => {
    for (const instrument of [SPOT, PERPETUAL]) {
      const { state, id } = guarded(instrument);
      const before = state.counters.orders;
      expect(outcomeOf(ask(state, id, { triggerTicks: 5_100_000 }))).toMatchObject({ code: "trigger-already-reached" });
      expect(outcomeOf(ask(state, id, { triggerTicks: 4_900_000 }))).toMatchObject({
        code: "amendment-without-change",
      });
      expect(outcomeOf(ask(state, id, { priceTicks: 4_900_000 }))).toMatchObject({ code: "price-for-market-order" });
      expect(state.counters.orders).toBe(before);
      expect(live(state)).toEqual([id]);
    }
  });

  it("is refused while another takes its place, before the venue has it, and for one that opens", () => {
    const { state, id } = guarded(PERPETUAL);
    ask(state, id, { triggerTicks: 4_950_000 });
    expect(outcomeOf(ask(state, id, { triggerTicks: 4_960_000 }))).toMatchObject({ code: "amendment-under-way" });
    const fresh = guarded(PERPETUAL);
    control(fresh.state, { kind: "cancel-order", orderId: fresh.id });
    expect(outcomeOf(ask(fresh.state, fresh.id, { triggerTicks: 4_950_000 }))).toMatchObject({ code: "not-amendable" });
    const trigger = { kind: "stop-loss", by: "last", priceTicks: 5_100_000 } as const;
    const opening = place(state, { instrumentId: PERPETUAL.id, type: "market", priceTicks: null, trigger });
    expect(outcomeOf(ask(state, opening.id, { triggerTicks: 5_200_000 }))).toMatchObject({ code: "not-amendable" });
  });
});
