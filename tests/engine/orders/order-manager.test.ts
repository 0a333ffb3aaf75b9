import { describe, expect, it } from "vitest";
import { InvariantError } from "../../../server/domain/errors/invariant.ts";
import type { OrderEvent } from "../../../server/domain/orders/order-event.ts";
import type { OrderStatus } from "../../../server/domain/orders/order-status.ts";
import type { EngineState } from "../../../server/engine/engine-state.ts";
import { requestCancel } from "../../../server/engine/orders/order-manager.ts";
import { CLOSED_ORDERS_KEPT } from "../../../server/engine/orders/order-record.ts";
import {
  accepted,
  control,
  expectSound,
  filled,
  intent,
  ofKind,
  orderOf,
  place,
  pricedDesk,
  reservedOf,
  START,
  totalOf,
  venue,
} from "../desk-example.ts";

const says = {
  rejected: (orderId: string): OrderEvent => ({
    kind: "rejected",
    orderId,
    at: START,
    code: "venue-no",
    message: "No.",
  }),
  canceled: (orderId: string): OrderEvent => ({ kind: "canceled", orderId, at: START, code: "asked" }),
  expired: (orderId: string): OrderEvent => ({ kind: "expired", orderId, at: START, code: "time" }),
  "cancel-rejected": (orderId: string): OrderEvent => ({
    kind: "cancel-rejected",
    orderId,
    at: START,
    code: "too-late",
  }),
  lost: (orderId: string): OrderEvent => ({ kind: "lost", orderId, at: START }),
};

/** How an order of 100 lots comes to each status. */
const WAYS = {
  submitted: () => {},
  accepted: (state, id) => venue(state, accepted(id)),
  "pending-cancel": (state, id) => {
    venue(state, accepted(id));
    control(state, { kind: "cancel-order", orderId: id });
  },
  "partially-filled": (state, id) => {
    venue(state, accepted(id));
    venue(state, filled(id, 40));
  },
  filled: (state, id) => venue(state, filled(id, 100)),
  canceled: (state, id) => {
    venue(state, accepted(id));
    venue(state, says.canceled(id));
  },
  expired: (state, id) => {
    venue(state, accepted(id));
    venue(state, says.expired(id));
  },
  rejected: (state, id) => venue(state, says.rejected(id)),
  unknown: (state, id) => venue(state, says.lost(id)),
} satisfies Partial<Record<OrderStatus, (state: EngineState, id: string) => unknown>>;

const EVENTS = {
  accepted: (id: string) => accepted(id),
  "part fill": (id: string) => filled(id, 30),
  "last fill": (id: string) => filled(id, 100),
  ...says,
};

type Way = keyof typeof WAYS;
const THROWS = "throws";
/** The status after each event, in the order of EVENTS: accepted, part, last, rejected, canceled, expired, cancel-rejected, lost. */
const AFTER: Record<Way, readonly (OrderStatus | typeof THROWS)[]> = {
  submitted: ["accepted", "partially-filled", "filled", "rejected", "canceled", "expired", "submitted", "unknown"],
  accepted: ["accepted", "partially-filled", "filled", "rejected", "canceled", "expired", "accepted", "unknown"],
  "pending-cancel": [
    "pending-cancel",
    "partially-filled",
    "filled",
    "rejected",
    "canceled",
    "expired",
    "accepted",
    "unknown",
  ],
  "partially-filled": [
    "partially-filled",
    "partially-filled",
    "filled",
    THROWS,
    "canceled",
    "expired",
    "partially-filled",
    "unknown",
  ],
  filled: ["filled", "filled", "filled", THROWS, THROWS, THROWS, "filled", "filled"],
  canceled: ["canceled", "canceled", "filled", THROWS, "canceled", THROWS, "canceled", "canceled"],
  expired: ["expired", "expired", "filled", THROWS, THROWS, "expired", "expired", "expired"],
  rejected: ["rejected", "rejected", "rejected", "rejected", THROWS, THROWS, "rejected", "rejected"],
  unknown: ["accepted", "partially-filled", "filled", "rejected", "canceled", "expired", "unknown", "unknown"],
};

function orderIn(way: Way): { state: EngineState; id: string } {
  const state = pricedDesk();
  const { id } = place(state);
  WAYS[way](state, id);
  expect(orderOf(state, id).status).toBe(way);
  return { state, id };
}

describe("an order", () => {
  for (const way of Object.keys(WAYS) as Way[]) {
    for (const [index, [name, event]] of Object.entries(EVENTS).entries()) {
      const after = AFTER[way][index];
      it(`that is ${way} and hears ${name} ${after === THROWS ? "refuses" : `is ${after}`}`, () => {
        const { state, id } = orderIn(way);
        if (after === THROWS) {
          expect(() => venue(state, event(id))).toThrow(new RegExp(`from "${way}" to "${name}"`));
          return;
        }
        venue(state, event(id));
        expect(orderOf(state, id).status).toBe(after);
        expectSound(state);
      });

      it(`that is ${way} and hears ${name} twice is moved once`, () => {
        if (after === THROWS) return;
        const { state, id } = orderIn(way);
        const same = event(id);
        venue(state, same);
        const [before, total] = [orderOf(state, id), totalOf(state, "USDT")];
        const { changes, commands } = venue(state, same);
        expect([changes, commands]).toEqual([[], []]);
        expect([orderOf(state, id), totalOf(state, "USDT")]).toEqual([before, total]);
      });
    }
  }

  it("that is not ours stops the session, by name", () => {
    const state = pricedDesk();
    expect(() => venue(state, accepted("stranger"))).toThrow(
      new InvariantError('The venue reported on order "stranger", which is not ours'),
    );
  });

  it("is submitted with its money reserved, journaled before it is routed", () => {
    const state = pricedDesk();
    const { changes, commands } = control(state, { kind: "place-order", intent: intent() });
    expect(changes.map((change) => change.kind)).toEqual(["order-placed", "balance-changed", "control-handled"]);
    const [placed] = ofKind(changes, "order-placed");
    expect(placed?.order).toMatchObject({ id: "desk0001o1", status: "submitted", reservedUnits: 5_000_000_000 });
    expect(commands).toMatchObject([{ kind: "submit-order", order: { id: "desk0001o1", boundTicks: 5_000_000 } }]);
  });

  it("that is denied says why, reserves nothing and is never routed", () => {
    const state = pricedDesk();
    control(state, { kind: "halt" });
    const order = place(state);
    expect(order).toMatchObject({ status: "denied", reasonCode: "trading-halted", reservedUnits: 0 });
    expect(order.reason).toContain("Trading is halted");
    expect([state.commands.length, state.working.size, reservedOf(state, "USDT")]).toEqual([0, 0, 0]);
    expectSound(state);
  });

  it("that was denied and is filled all the same is booked and stays denied", () => {
    const state = pricedDesk();
    control(state, { kind: "halt" });
    const { id } = place(state);
    venue(state, filled(id, 100));
    expect(orderOf(state, id)).toMatchObject({ status: "denied", filledLots: 100 });
    expect(totalOf(state, "USDT")).toBe(100_000_000_000_000 - 5_000_000_000);
    expectSound(state);
  });

  it("carries the venue's id once it is acknowledged, even when a fill or our cancel came first", () => {
    for (const way of ["submitted", "unknown"] as const) {
      const { state, id } = orderIn(way);
      venue(state, accepted(id));
      expect(orderOf(state, id).venueOrderId).toBe(`v-${id}`);
    }
    const state = pricedDesk();
    const [early, late] = [place(state), place(state)];
    venue(state, filled(early.id, 10));
    control(state, { kind: "cancel-order", orderId: late.id });
    for (const { id } of [early, late]) venue(state, accepted(id));
    expect(orderOf(state, early.id)).toMatchObject({ status: "partially-filled", venueOrderId: `v-${early.id}` });
    expect(orderOf(state, late.id)).toMatchObject({ status: "pending-cancel", venueOrderId: `v-${late.id}` });
  });

  it("found again after it was lost goes on as partially filled when it was", () => {
    const { state, id } = orderIn("partially-filled");
    venue(state, says.lost(id));
    venue(state, accepted(id));
    expect(orderOf(state, id)).toMatchObject({ status: "partially-filled", filledLots: 40 });
  });

  it("whose cancel is refused is what it was before", () => {
    for (const way of ["accepted", "partially-filled"] as const) {
      const { state, id } = orderIn(way);
      control(state, { kind: "cancel-order", orderId: id });
      expect(orderOf(state, id).status).toBe("pending-cancel");
      venue(state, says["cancel-rejected"](id));
      expect(orderOf(state, id)).toMatchObject({ status: way, reasonCode: "too-late" });
      expectSound(state);
    }
  });

  it("is asked to cancel once, while it works", () => {
    const { state, id } = orderIn("accepted");
    expect(requestCancel(state, id)).toBe(true);
    expect(state.commands).toEqual([{ kind: "cancel-order", orderId: id, instrumentId: "BTC-USDT" }]);
    expect(requestCancel(state, id)).toBe(false);
    expect(state.commands).toHaveLength(1);
    expect(requestCancel(state, "stranger")).toBe(false);
    const over = orderIn("filled");
    expect(requestCancel(over.state, over.id)).toBe(false);
  });

  it("keeps its whole reservation while its fate is unknown", () => {
    const { state, id } = orderIn("unknown");
    expect([orderOf(state, id).reservedUnits, reservedOf(state, "USDT")]).toEqual([5_000_000_000, 5_000_000_000]);
    venue(state, says.rejected(id));
    expect(reservedOf(state, "USDT")).toBe(0);
    expect(orderOf(state, id)).toMatchObject({ reasonCode: "venue-no", reason: "No." });
  });

  it("whose id the venue has already is lost, never rejected, unless it is known how it stands", () => {
    const heardBy = (way: Way): string => {
      const { state, id } = orderIn(way);
      venue(state, { kind: "rejected", orderId: id, at: START, code: "duplicate-order-id", message: "" });
      expectSound(state);
      return orderOf(state, id).status;
    };
    expect(heardBy("submitted")).toBe("unknown");
    for (const way of ["accepted", "partially-filled", "unknown", "filled", "canceled"] as const) {
      expect(heardBy(way)).toBe(way);
    }
  });

  it("is forgotten only behind a thousand newer finished ones", () => {
    const state = pricedDesk();
    control(state, { kind: "halt" });
    const ids = Array.from({ length: CLOSED_ORDERS_KEPT + 1 }, () => place(state).id);
    expect(state.closed.size).toBe(CLOSED_ORDERS_KEPT);
    expect([state.closed.has(ids[0] ?? ""), state.closed.has(ids[1] ?? "")]).toEqual([false, true]);
  });

  it("gets an id that no other has", () => {
    const state = pricedDesk({ key: "abcdefgh" });
    const ids = Array.from({ length: 40 }, () => place(state).id);
    expect(new Set(ids).size).toBe(40);
    expect([ids[0], ids[39]]).toEqual(["abcdefgho1", "abcdefgho14"]);
  });
});
