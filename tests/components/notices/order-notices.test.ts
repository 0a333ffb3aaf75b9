import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noticesOf } from "@/components/notices/event-notices.ts";
import { OrderWatch } from "@/components/notices/order-events.ts";
import { aFill, anOrder, aSnapshot } from "../live/portfolio-examples.ts";

describe("what is told of orders", () => {
  it("is nothing of the history a page opens with, and everything after it once", () => {
    const watch = new OrderWatch();
    const old = { orders: [anOrder({ status: "rejected" })], fills: [aFill({})] };
    expect(watch.see(aSnapshot(old))).toEqual([]);
    const next = aSnapshot({ ...old, fills: [aFill({ id: "F2" }), ...old.fills] });
    expect(watch.see(next).map((event) => event.kind)).toEqual(["filled"]);
    expect(watch.see(next)).toEqual([]);
  });

  it("tells refusals and ends apart, and leaves a filled order to its fills", () => {
    const watch = new OrderWatch();
    watch.see(aSnapshot({}));
    const orders = [
      anOrder({ id: "A", status: "denied" }),
      anOrder({ id: "B", status: "canceled" }),
      anOrder({ id: "C", status: "filled" }),
      anOrder({ id: "D", status: "accepted" }),
    ];
    expect(watch.see(aSnapshot({ orders })).map((event) => event.kind)).toEqual(["ended", "refused"]);
  });
});

describe("notices", () => {
  it("tell the fills of one order together, at their average", () => {
    const order = anOrder({ filledLots: 300, quantityLots: 1_000 });
    const fills = [
      aFill({ id: "1", quantityLots: 100, priceTicks: 6_400_000, notionalUnits: 6_400_000_000 }),
      aFill({ id: "2", quantityLots: 200, priceTicks: 6_400_300, notionalUnits: 12_800_600_000 }),
    ];
    expect(noticesOf(fills.map((fill) => ({ kind: "filled", fill, order })))).toEqual([
      {
        about: "fill",
        kind: "success",
        title: "Bought 0.00300 BTC at 64,002.00",
        detail: "BTC/USDT · 2 fills · 0.00300 of 0.01000 BTC filled",
      },
    ]);
  });

  it("of a liquidation is one, however many fills it had, and stays until somebody has read it", () => {
    const reason = "The venue liquidated 0.500 BTC/USDT Perp at 57,851.7";
    const order = anOrder({ reasonCode: "liquidated", reason });
    const fills = [aFill({ id: "1" }), aFill({ id: "2" })];
    expect(noticesOf(fills.map((fill) => ({ kind: "filled", fill, order })))).toEqual([
      expect.objectContaining({ kind: "critical", title: reason }),
    ]);
  });

  it("of a partial liquidation says what is left, and what is still allowed", () => {
    const reason = "The venue liquidated 3.6 of 20.0 BTC/USDT Perp at 48,783.9";
    const order = anOrder({ reasonCode: "partially-liquidated", reason });
    expect(noticesOf([{ kind: "filled", fill: aFill({}), order }])).toEqual([
      {
        about: "reject",
        kind: "critical",
        title: reason,
        detail: expect.stringMatching(/what is left .* only what reduces/i),
      },
    ]);
  });

  it("say why an order was refused, in the words of who refused it", () => {
    const order = anOrder({ status: "denied", reason: "Too large." });
    expect(noticesOf([{ kind: "refused", order }])).toEqual([
      { about: "reject", kind: "error", title: "Denied by risk: Buy 0.01000 BTC @ 64,000.00", detail: "Too large." },
    ]);
  });

  it("of a stop that was refused stay until somebody has read them", () => {
    const stop = anOrder({
      status: "rejected",
      side: "sell",
      type: "market",
      priceTicks: null,
      isReduceOnly: true,
      trigger: { kind: "stop-loss", by: "last", priceTicks: 6_000_000 },
      reason: "Too many orders.",
    });
    const kinds = (order: typeof stop) => noticesOf([{ kind: "refused", order }]).map((notice) => notice.kind);
    expect(noticesOf([{ kind: "refused", order: stop }])).toEqual([
      {
        about: "reject",
        kind: "critical",
        title: "Rejected by the venue: stop, Sell 0.01000 BTC at market",
        detail: "Too many orders.",
      },
    ]);
    expect(kinds({ ...stop, isReduceOnly: false })).toEqual(["error"]);
    expect(kinds({ ...stop, trigger: { kind: "take-profit", by: "last", priceTicks: 7_000_000 } })).toEqual(["error"]);
    const many = ["A", "B", "C"].map((id) => ({ kind: "refused", order: { ...stop, id } }) as const);
    expect(noticesOf(many).map((notice) => notice.kind)).toEqual(["critical"]);
  });

  it("raise an alarm that stays when a leg fails after it has fired, and tell a refused group once", () => {
    const contingency = { groupId: "E", role: "stop", waitsForEntry: false } as const;
    const failed = anOrder({ status: "rejected", reason: "No.", contingency, releasedTicks: 6_300_000 });
    const [alarm, ...others] = noticesOf([{ kind: "refused", order: failed }]);
    expect(others).toEqual([]);
    expect(alarm).toMatchObject({ kind: "critical", title: "Stop failed: BTC/USDT is not guarded by it" });
    expect(alarm?.detail).toContain("No.");
    const group = ["stop-beyond-entry", "group-refused", "group-refused"].map((reasonCode, index) =>
      anOrder({ id: `G${index}`, status: "denied", reasonCode, contingency }),
    );
    expect(noticesOf(group.map((order) => ({ kind: "refused", order }))).map(({ kind }) => kind)).toEqual(["error"]);
  });

  it("are few however much happens at once", () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 20 }), { minLength: 1, maxLength: 60 }), (orders) => {
        const events = orders.flatMap((id) => {
          const order = anOrder({ id: `A${id}`, status: "canceled" });
          return [
            { kind: "filled", fill: aFill({ id: `F${id}`, orderId: order.id }), order } as const,
            { kind: "refused", order } as const,
            { kind: "ended", order } as const,
          ];
        });
        expect(noticesOf(events).length).toBeLessThanOrEqual(6);
      }),
    );
    const many = ["A", "B", "C"].map((id) => ({ kind: "ended", order: anOrder({ id, status: "canceled" }) }) as const);
    expect(noticesOf(many).map((notice) => notice.title)).toEqual(["3 orders cancelled"]);
  });
});
