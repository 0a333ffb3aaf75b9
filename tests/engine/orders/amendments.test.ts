import { describe, expect, it } from "vitest";
import type { OrderEvent } from "../../../server/domain/orders/order-event.ts";
import type { EngineState } from "../../../server/engine/engine-state.ts";
import type { WantedTerms } from "../../../server/engine/held/held-amendments.ts";
import { judgeInFlight } from "../../../server/worker/sessions/recovery.ts";
import {
  accepted,
  control,
  expectSound,
  filled,
  ofKind,
  orderOf,
  outcomeOf,
  place,
  pricedDesk,
  reservedOf,
  START,
  venue,
} from "../desk-example.ts";

const UNITS = 1e8;

/** A desk with a buy of 100 lots at 49,000.00 resting: 49 USDT held back. */
function resting(): { state: EngineState; id: string } {
  const state = pricedDesk();
  const { id } = place(state, { priceTicks: 4_900_000 });
  venue(state, accepted(id));
  return { state, id };
}

const ask = (state: EngineState, orderId: string, wanted: Partial<WantedTerms>) =>
  control(state, { kind: "amend-order", orderId, priceTicks: null, quantityLots: null, ...wanted });
const amended = (orderId: string, revision = 1): OrderEvent => ({ kind: "amended", orderId, at: START, revision });
const refused = (orderId: string, revision = 1): OrderEvent => ({
  kind: "amend-rejected",
  orderId,
  at: START,
  revision,
  code: "no",
  message: "No.",
});

describe("an amendment", () => {
  it("goes out approved, with enough held back for either terms until the venue answers", () => {
    const { state, id } = resting();
    const asked = ask(state, id, { priceTicks: 4_950_000, quantityLots: 200 });
    expect(outcomeOf(asked)).toEqual({ kind: "done", orderIds: [id] });
    expect(asked.commands).toMatchObject([
      {
        kind: "amend-order",
        orderId: id,
        revision: 1,
        order: { quantityLots: 200, priceTicks: 4_950_000, boundTicks: 4_950_000 },
      },
    ]);
    expect(orderOf(state, id)).toMatchObject({
      status: "accepted",
      quantityLots: 100,
      revision: 1,
      amendment: { quantityLots: 200 },
    });
    expect(reservedOf(state, "USDT")).toBe(99 * UNITS);
    expectSound(state);
    venue(state, amended(id));
    expect(orderOf(state, id)).toMatchObject({
      quantityLots: 200,
      priceTicks: 4_950_000,
      boundTicks: 4_950_000,
      amendment: null,
    });
    expect(reservedOf(state, "USDT")).toBe(99 * UNITS);
    expectSound(state);
  });

  it("holds on to what the old terms need while smaller ones are under way, and lets it go with the answer", () => {
    const { state, id } = resting();
    ask(state, id, { quantityLots: 50 });
    expect(reservedOf(state, "USDT")).toBe(49 * UNITS);
    const told = venue(state, amended(id));
    expect(ofKind(told.changes, "order-amended")).toMatchObject([
      {
        step: "amended",
        from: { quantityLots: 100 },
        to: { quantityLots: 50 },
        quantityLots: 50,
        reservedUnits: 24.5 * UNITS,
      },
    ]);
    expect(reservedOf(state, "USDT")).toBe(24.5 * UNITS);
  });

  it("that the venue refuses leaves the order as it was", () => {
    const { state, id } = resting();
    const before = orderOf(state, id);
    ask(state, id, { quantityLots: 300 });
    const told = venue(state, refused(id));
    expect(ofKind(told.changes, "order-amended")).toMatchObject([
      { step: "amend-rejected", code: "no", message: "No." },
    ]);
    expect(orderOf(state, id)).toEqual({ ...before, revision: 1 });
    expect(reservedOf(state, "USDT")).toBe(49 * UNITS);
  });

  it("that nobody asked for, or that was answered already, means nothing", () => {
    const { state, id } = resting();
    expect(venue(state, amended(id)).changes).toEqual([]);
    ask(state, id, { quantityLots: 300 });
    venue(state, refused(id));
    ask(state, id, { quantityLots: 400 });
    expect(venue(state, refused(id, 1)).changes).toEqual([]);
    venue(state, amended(id, 2));
    expect(orderOf(state, id).quantityLots).toBe(400);
  });

  it.each<[string, Partial<WantedTerms>, string]>([
    ["more than the money allows", { quantityLots: 2_200_000 }, "insufficient-balance"],
    ["a price beyond the collar", { priceTicks: 5_400_000 }, "price-beyond-collar"],
    ["half a lot", { quantityLots: 0.5 }, "quantity-not-positive"],
    ["a price of nothing", { priceTicks: -1 }, "price-not-positive"],
    ["less than the venue takes", { quantityLots: 1 }, "notional-below-minimum"],
    ["what it has already", { quantityLots: 100, priceTicks: 4_900_000 }, "amendment-without-change"],
  ])("to %s is refused and changes nothing", (_, wanted, code) => {
    const { state, id } = resting();
    const before = orderOf(state, id);
    const asked = ask(state, id, wanted);
    expect(outcomeOf(asked)).toMatchObject({ kind: "refused", code });
    expect(asked.commands).toEqual([]);
    expect(orderOf(state, id)).toEqual(before);
  });

  it("is refused for what does not rest, is not known to the venue, is being amended or is gone", () => {
    const { state, id } = resting();
    const { id: submitted } = place(state, { priceTicks: 4_900_000 });
    const { id: atOnce } = place(state, { timeInForce: "IOC" });
    const code = (orderId: string) => outcomeOf(ask(state, orderId, { quantityLots: 300 }));
    expect(code(submitted)).toMatchObject({ code: "not-amendable" });
    expect(code(atOnce)).toMatchObject({ code: "not-amendable" });
    expect(code("none")).toMatchObject({ code: "not-working" });
    expect(code(id)).toMatchObject({ kind: "done" });
    expect(code(id)).toMatchObject({ code: "amendment-under-way" });
  });

  it("that lowers risk passes though the price is stale; none passes the kill switch", () => {
    const { state, id } = resting();
    state.now += 60_000;
    expect(outcomeOf(ask(state, id, { quantityLots: 300 }))).toMatchObject({ code: "price-stale" });
    expect(outcomeOf(ask(state, id, { quantityLots: 50 }))).toMatchObject({ kind: "done" });
    venue(state, amended(id));
    state.tradingState = "halted";
    expect(outcomeOf(ask(state, id, { quantityLots: 40 }))).toMatchObject({ code: "trading-halted" });
  });
});

describe("a fill that crosses an amendment", () => {
  it("of all the old quantity waits for the venue's answer before the order is full", () => {
    const { state, id } = resting();
    ask(state, id, { quantityLots: 200 });
    venue(state, filled(id, 100, { priceTicks: 4_900_000 }));
    expect(orderOf(state, id).status).toBe("partially-filled");
    expectSound(state);
    venue(state, refused(id));
    expect(orderOf(state, id)).toMatchObject({ status: "filled", amendment: null, reservedUnits: 0 });
    expect(reservedOf(state, "USDT")).toBe(0);
    expectSound(state);
  });

  it("of more than the old quantity proves that the venue took the new one", () => {
    const { state, id } = resting();
    ask(state, id, { quantityLots: 200 });
    venue(state, filled(id, 150, { priceTicks: 4_900_000 }));
    expect(orderOf(state, id)).toMatchObject({ status: "partially-filled", quantityLots: 200, amendment: null });
    expect(venue(state, amended(id)).changes).toEqual([]);
    expectSound(state);
  });

  it("at a price beyond the old limit proves it as well", () => {
    const { state, id } = resting();
    ask(state, id, { priceTicks: 4_950_000 });
    venue(state, filled(id, 40, { priceTicks: 4_950_000 }));
    expect(orderOf(state, id)).toMatchObject({ boundTicks: 4_950_000, amendment: null, filledLots: 40 });
  });

  it("makes the order full when the new quantity is no more than it", () => {
    const { state, id } = resting();
    ask(state, id, { quantityLots: 60 });
    venue(state, filled(id, 60, { priceTicks: 4_900_000 }));
    venue(state, amended(id));
    expect(orderOf(state, id)).toMatchObject({ status: "filled", quantityLots: 60 });
    expectSound(state);
  });

  it("of everything ends the amendment", () => {
    const { state, id } = resting();
    ask(state, id, { priceTicks: 4_890_000 });
    const told = venue(state, filled(id, 100, { priceTicks: 4_900_000 }));
    expect(ofKind(told.changes, "order-amended")).toMatchObject([{ step: "amend-rejected", code: "order-filled" }]);
    expect(orderOf(state, id)).toMatchObject({ status: "filled", amendment: null });
  });
});

describe("a cancel that crosses an amendment", () => {
  it("ends it, and the venue's late word changes nothing", () => {
    const { state, id } = resting();
    ask(state, id, { quantityLots: 200 });
    control(state, { kind: "cancel-order", orderId: id });
    venue(state, { kind: "canceled", orderId: id, at: START, code: "requested" });
    expect(orderOf(state, id)).toMatchObject({ status: "canceled", amendment: null, quantityLots: 100 });
    expect(reservedOf(state, "USDT")).toBe(0);
    expect(venue(state, amended(id)).changes).toEqual([]);
    expectSound(state);
  });
});

describe("a restart with an amendment in flight", () => {
  it("judges that it never reached the venue: the order works on with its old terms", () => {
    const { state, id } = resting();
    ask(state, id, { quantityLots: 200, priceTicks: 4_950_000 });
    const verdicts = judgeInFlight(state);
    expect(verdicts).toMatchObject([{ kind: "amend-rejected", orderId: id, revision: 1, code: "never-reached-venue" }]);
    for (const verdict of verdicts) venue(state, verdict);
    expect(orderOf(state, id)).toMatchObject({
      status: "accepted",
      quantityLots: 100,
      boundTicks: 4_900_000,
      amendment: null,
    });
    expect(reservedOf(state, "USDT")).toBe(49 * UNITS);
    expectSound(state);
  });
});
