import fc from "fast-check";
import { describe, expect, expectTypeOf, it } from "vitest";
import { applyChange, applyFrame, fitOf } from "@/components/live/apply-change.ts";
import type { DeskChange } from "@/components/live/desk-change.ts";
import type { EngineChange } from "../../../server/engine/engine-change.ts";
import { aFill, aLot, anOrder, aSnapshot } from "./portfolio-examples.ts";

const MID = { missing: "no-book" } as const;
const updated = (orderId: string, status: "accepted" | "partially-filled" | "filled" | "canceled", at = 5) =>
  ({
    kind: "order-updated",
    step: status,
    orderId,
    status,
    filledLots: status === "filled" ? 1_000 : 0,
    filledUnits: 0,
    reservedUnits: 0,
    venueOrderId: "V1",
    reasonCode: null,
    reason: null,
    at,
    mid: MID,
  }) as const;

describe("applyChange", () => {
  it("reads every change of the engine", () => {
    expectTypeOf<EngineChange>().toExtend<DeskChange>(); // Checked by the compiler.
  });

  it("shows a placed order first", () => {
    const before = aSnapshot({ orders: [anOrder({ id: "A1", createdAt: 1 })] });
    const after = applyChange(before, { kind: "order-placed", order: anOrder({ id: "A2", createdAt: 2 }), mid: MID });
    expect(after.orders.map((order) => order.id)).toEqual(["A2", "A1"]);
  });

  it("keeps the order's terms and takes over its new state", () => {
    const order = anOrder({ id: "A1", quantityLots: 1_000 });
    const after = applyChange(aSnapshot({ orders: [order] }), updated("A1", "filled", 9));
    expect(after.orders).toEqual([
      { ...order, status: "filled", filledLots: 1_000, reservedUnits: 0, venueOrderId: "V1", updatedAt: 9 },
    ]);
  });

  it("does not show one fill twice", () => {
    const fill = aFill({ id: "F1" });
    const once = applyChange(aSnapshot({}), { kind: "fill-booked", fill, mid: MID });
    expect(applyChange(once, { kind: "fill-booked", fill, mid: MID }).fills).toEqual([fill]);
  });

  it("forgets a lot that is closed and keeps what is left of another", () => {
    const before = aSnapshot({ lots: [aLot({ id: "L1" }), aLot({ id: "L2" })] });
    const reduced = applyChange(before, { kind: "lot-reduced", lotId: "L1", quantityUnits: 4, costUnits: 40 });
    const closed = applyChange(reduced, { kind: "lot-reduced", lotId: "L2", quantityUnits: 0, costUnits: 0 });
    expect(closed.lots).toEqual([aLot({ id: "L1", quantityUnits: 4, costUnits: 40 })]);
  });

  it("replaces a balance and adds one of a new currency", () => {
    const before = aSnapshot({ balances: [{ currency: "USDT", totalUnits: 10, reservedUnits: 0 }] });
    const first = applyChange(before, { kind: "balance-changed", currency: "USDT", totalUnits: 8, reservedUnits: 1 });
    const second = applyChange(first, {
      kind: "balance-changed",
      currency: "BTC",
      totalUnits: 2n ** 60n,
      reservedUnits: 0,
    });
    expect(second.balances).toEqual([
      { currency: "USDT", totalUnits: 8, reservedUnits: 1 },
      { currency: "BTC", totalUnits: 2n ** 60n, reservedUnits: 0 },
    ]);
  });

  it("shows the halt and its reason", () => {
    const after = applyChange(aSnapshot({}), {
      kind: "trading-state-changed",
      state: "halted",
      reason: "Halted by Ada",
      at: 3,
    });
    expect([after.tradingState, after.tradingStateReason]).toEqual(["halted", "Halted by Ada"]);
  });

  it("keeps every working order and the newest 200 closed ones, however they close", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 205, maxLength: 230 }), (closes) => {
        let snapshot = aSnapshot({});
        closes.forEach((_, index) => {
          const order = anOrder({ id: `A${String(index).padStart(4, "0")}`, createdAt: index, status: "accepted" });
          snapshot = applyChange(snapshot, { kind: "order-placed", order, mid: MID });
        });
        closes.forEach((isClosed, index) => {
          if (isClosed) snapshot = applyChange(snapshot, updated(`A${String(index).padStart(4, "0")}`, "canceled"));
        });
        const closed = closes.flatMap((isClosed, index) => (isClosed ? [index] : []));
        const shown = snapshot.orders.filter((order) => order.status === "canceled").map((order) => order.createdAt);
        expect(shown).toEqual(closed.slice(-200).reverse());
        expect(snapshot.orders.length - shown.length).toBe(closes.length - closed.length);
      }),
      { numRuns: 15 },
    );
  });
});

describe("a frame of changes", () => {
  const frame = (sequence: number) =>
    ({ kind: "changes", portfolioId: "P1", sequence, at: 1, changes: [updated("A1", "accepted")] }) as const;

  it("is old, next or after a gap", () => {
    const snapshot = aSnapshot({ sequence: 7 });
    expect([6, 7, 8, 9].map((sequence) => fitOf(snapshot, frame(sequence)))).toEqual(["old", "old", "next", "gap"]);
  });

  it("moves the snapshot to its sequence", () => {
    const after = applyFrame(
      aSnapshot({ sequence: 7, orders: [anOrder({ id: "A1", status: "submitted" })] }),
      frame(8),
    );
    expect([after.sequence, after.orders[0]?.status]).toEqual([8, "accepted"]);
  });
});
