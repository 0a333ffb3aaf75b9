import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { baseUnits } from "../../../server/domain/markets/instrument.ts";
import { findInstrument } from "../../../server/domain/markets/listed-instruments.ts";
import type { Order } from "../../../server/domain/orders/order.ts";
import { ORDER_STATUSES } from "../../../server/domain/orders/order-status.ts";
import { SIDES } from "../../../server/domain/orders/order-type.ts";
import type { Trigger } from "../../../server/domain/orders/triggers/trigger.ts";
import {
  distanceFraction,
  guardedRiskUnits,
  positionTimes,
  protectionOf,
  protectionState,
  stopTicks,
} from "../../../server/domain/positions/protection.ts";

const found = findInstrument("BTC-USDT");
if (found === undefined) throw new Error("BTC-USDT is not listed");
const instrument = found;
const long = (lots: number) => ({ instrument, netUnits: baseUnits(instrument, lots), isWatched: true });

const STOP: Trigger = { kind: "stop-loss", by: "last", priceTicks: 90 };
let number = 0;
function order(part: Partial<Order>): Order {
  number += 1;
  return {
    id: `o${number}`,
    instrumentId: instrument.id,
    side: "sell",
    type: "market",
    quantityLots: 10,
    priceTicks: null,
    timeInForce: "GTC",
    isPostOnly: false,
    isReduceOnly: true,
    source: { kind: "manual", userId: "tester", key: `k${number}` },
    acceptsStalePrice: false,
    trigger: STOP,
    expiresAt: null,
    boundTicks: 85,
    trailTicks: null,
    releasedTicks: null,
    createdAt: 1_000,
    status: "emulated",
    filledLots: 0,
    filledUnits: 0,
    reservedUnits: 0,
    venueOrderId: null,
    revision: 0,
    amendment: null,
    reasonCode: null,
    reason: null,
    updatedAt: 1_000,
    ...part,
  };
}

/** Lot by lot, as a person would count with pebbles: each stop is a heap of them, the nearest heap is taken first. */
function slow(lots: number, isLong: boolean, isWatched: boolean, orders: readonly Order[], priceTicks: number) {
  const pebbles: { level: number; place: string }[] = [];
  for (const each of orders) {
    const { status, trigger } = each;
    const isStop = trigger !== null && ["stop-loss", "trailing-stop"].includes(trigger.kind);
    if (!isStop || each.side !== (isLong ? "sell" : "buy") || each.instrumentId !== instrument.id) continue;
    const isHeld = status === "emulated" || status === "released";
    const isSent = status === "submitted";
    const isThere = ["accepted", "triggered", "pending-update", "partially-filled"].includes(status);
    if (isHeld ? !isWatched : !isSent && !isThere) continue;
    if (isThere && each.releasedTicks !== null && each.type === "limit") continue;
    let level = each.releasedTicks;
    if (level === null && trigger.kind === "stop-loss") level = trigger.priceTicks;
    if (level === null && trigger.kind === "trailing-stop" && each.trailTicks !== null) {
      const distance = trigger.distance.unit === "ticks" ? trigger.distance.ticks : 0;
      level = isLong ? each.trailTicks - distance : each.trailTicks + distance;
    }
    if (level === null) continue;
    const most = Math.min(each.quantityLots, each.amendment?.quantityLots ?? each.quantityLots);
    for (let lot = each.filledLots; lot < most; lot++) pebbles.push({ level, place: isHeld ? "worker" : "venue" });
  }
  pebbles.sort((a, b) => (isLong ? b.level - a.level : a.level - b.level));
  const taken = pebbles.slice(0, lots);
  let risk = 0;
  for (const { level } of taken) risk += Math.max(0, isLong ? priceTicks - level : level - priceTicks);
  return {
    covered: taken.length,
    inWorker: taken.filter(({ place }) => place === "worker").length,
    risk: risk * instrument.quoteUnitsPerTickLot,
  };
}

const someTrigger: fc.Arbitrary<Trigger | null> = fc.oneof(
  fc.constant(null),
  fc.record({ kind: fc.constant("stop-loss" as const), by: fc.constant("last" as const), priceTicks: fc.nat(200) }),
  fc.record({ kind: fc.constant("take-profit" as const), by: fc.constant("last" as const), priceTicks: fc.nat(200) }),
  fc.record({
    kind: fc.constant("trailing-stop" as const),
    by: fc.constant("mark" as const),
    distance: fc.record({ unit: fc.constant("ticks" as const), ticks: fc.integer({ min: 1, max: 50 }) }),
    activationTicks: fc.option(fc.nat(200)),
    limitDistanceTicks: fc.constant(null),
  }),
);
const someOrder = fc
  .record({
    trigger: someTrigger,
    instrumentId: fc.constantFrom("BTC-USDT", "BTC-USDT", "BTC-USDT", "ETH-USDT"),
    side: fc.constantFrom(...SIDES),
    type: fc.constantFrom("market" as const, "limit" as const),
    status: fc.constantFrom(...ORDER_STATUSES),
    quantityLots: fc.integer({ min: 1, max: 12 }),
    filledLots: fc.nat(4),
    trailTicks: fc.option(fc.integer({ min: 60, max: 200 })),
    releasedTicks: fc.option(fc.nat(200)),
    amendment: fc.option(fc.record({ quantityLots: fc.integer({ min: 1, max: 12 }), priceTicks: fc.constant(5) })),
  })
  .map((part) => order({ ...part, filledLots: Math.min(part.filledLots, part.quantityLots) }));

describe("the share of a position that live stops cover", () => {
  it("is what counting lot by lot finds, wherever the stops lie and live", () => {
    fc.assert(
      fc.property(
        fc.array(someOrder, { maxLength: 8 }),
        fc.integer({ min: 1, max: 30 }),
        fc.boolean(),
        fc.boolean(),
        fc.integer({ min: 1, max: 200 }),
        (orders, lots, isLong, isWatched, priceTicks) => {
          const units = baseUnits(instrument, lots);
          const position = { instrument, netUnits: isLong ? units : -Number(units), isWatched };
          const protection = protectionOf(position, orders);
          const expected = slow(lots, isLong, isWatched, orders, priceTicks);
          expect(protection.positionLots).toBe(lots);
          expect(protection.coveredLots).toBe(expected.covered);
          const inWorker = protection.guards.filter(({ place }) => place === "worker");
          // Two stops at one price may stand in either order; together they cover the same.
          const isTied = new Set(protection.guards.map(({ levelTicks }) => levelTicks)).size < protection.guards.length;
          if (!isTied) expect(inWorker.reduce((sum, guard) => sum + guard.lots, 0)).toBe(expected.inWorker);
          expect(guardedRiskUnits(position, protection, priceTicks)).toBe(expected.risk);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("counts two stops for the same lots once, the nearer one first", () => {
    const far = order({ trigger: { ...STOP, priceTicks: 80 } });
    const near = order({ quantityLots: 4, trigger: { ...STOP, priceTicks: 95 } });
    const protection = protectionOf(long(10), [far, near]);
    expect(protection.guards.map((guard) => [guard.order.id, guard.lots])).toEqual([
      [near.id, 4],
      [far.id, 6],
    ]);
    expect(protection.coveredLots).toBe(10);
    expect(distanceFraction(protection, 100)).toBeCloseTo(0.05);
    expect(guardedRiskUnits(long(10), protection, 100)).toBe((4 * 5 + 6 * 20) * instrument.quoteUnitsPerTickLot);
    expect(guardedRiskUnits(long(10), protection, 0)).toBeNull();
    expect(distanceFraction(protection, 0)).toBeNull();
  });

  it("counts nothing that is not known to be alive, and says why", () => {
    const why = (part: Partial<Order>, isWatched = true) =>
      protectionOf({ ...long(10), isWatched }, [order(part)]).idle.map((idle) => idle.why);
    expect(why({}, false)).toEqual(["not-watched"]);
    expect(why({ status: "pending-cancel", releasedTicks: 90 })).toEqual(["cancelling"]);
    expect(why({ status: "unknown", releasedTicks: 90 })).toEqual(["unknown"]);
    expect(why({ status: "accepted", type: "limit", priceTicks: 89, releasedTicks: 90 })).toEqual(["limit-resting"]);
    const trailing: Trigger = {
      kind: "trailing-stop",
      by: "last",
      distance: { unit: "bps", bps: 100 },
      activationTicks: 120,
      limitDistanceTicks: null,
    };
    expect(why({ trigger: trailing })).toEqual(["not-active"]);
    expect(why({ trigger: trailing, trailTicks: 130 })).toEqual([]);
    const leg = { groupId: "g", role: "stop", waitsForEntry: true } as const;
    expect(why({ contingency: leg })).toEqual(["not-active"]);
    const armed = { contingency: { ...leg, waitsForEntry: false } };
    // What its entry has filled so far is below the venue's smallest order: it grows with the next fill.
    expect(why(armed)).toEqual(["too-small"]);
    expect(protectionState(protectionOf(long(10), [order(armed)]), { openedAt: 0, grownAt: 0 })).toBe("none");
    expect(why({ ...armed, trigger: { kind: "stop-loss", by: "last", priceTicks: 6_000_000 } })).toEqual([]);
  });

  it("lives at the venue once the venue has the stop itself, or the order that it has become", () => {
    const places = (part: Partial<Order>) => protectionOf(long(10), [order(part)]).guards.map(({ place }) => place);
    expect(places({})).toEqual(["worker"]);
    expect(places({ status: "released", releasedTicks: 90 })).toEqual(["worker"]);
    expect(places({ status: "accepted" })).toEqual(["venue"]);
    expect(places({ status: "submitted", releasedTicks: 90, type: "limit" })).toEqual(["venue"]);
  });
});

describe("what a person must know of a position's protection", () => {
  const state = (lots: number, orders: readonly Order[], openedAt = 500, grownAt = openedAt) =>
    protectionState(protectionOf(long(lots), orders), { openedAt, grownAt });

  it("is lost when a stop that was to cover it is gone, but not for one of an older position", () => {
    expect(state(10, [])).toBe("none");
    expect(state(10, [order({})])).toBe("covered");
    for (const status of ["canceled", "rejected", "expired", "denied"] as const) {
      expect(state(10, [order({ status })]), status).toBe("lost");
      expect(state(10, [order({ status })], 2_000), status).toBe("none");
    }
    expect(state(10, [order({ status: "filled" })])).toBe("none");
    expect(state(10, [order({ status: "unknown", releasedTicks: 90 })])).toBe("lost");
    expect(state(10, [order({ status: "canceled", side: "buy" })])).toBe("none");
  });

  it("is no loss where some of it is covered that never was, but is one where a stop has gone or was outgrown", () => {
    const stop = order({});
    const { createdAt } = stop;
    expect(state(25, [stop], 0)).toBe("some");
    expect(state(25, [stop], 0, createdAt)).toBe("some");
    expect(state(25, [stop], 0, createdAt + 1)).toBe("partly");
    expect(state(25, [stop, order({ status: "canceled", quantityLots: 25 })], 0)).toBe("partly");
    expect(state(25, [stop, order({ status: "pending-cancel" })], 0)).toBe("partly");
    const trigger = { ...STOP, priceTicks: 6_000_000 };
    const leg = order({ trigger, contingency: { groupId: "o1", role: "stop", waitsForEntry: false } });
    expect(state(25, [leg], 0, createdAt + 1)).toBe("some");
  });

  it("leaves dust alone: no order covers less than a lot", () => {
    const times = { openedAt: 0, grownAt: 0 };
    expect(protectionState(protectionOf({ instrument, netUnits: 1, isWatched: true }, []), times)).toBe("dust");
  });

  it("begins anew after dust: what was left of an earlier position and could not be traded has no history", () => {
    const lot = (openedAt: number, quantityUnits: number) => ({ openedAt, quantityUnits });
    const units = Number(baseUnits(instrument, 1));
    expect(positionTimes(instrument, [lot(5, 269), lot(90, units)])).toEqual({ openedAt: 90, grownAt: 90 });
    expect(positionTimes(instrument, [lot(5, units), lot(90, units)])).toEqual({ openedAt: 5, grownAt: 90 });
    const parts = [lot(5, units - 1), lot(90, 1), lot(95, 1)];
    expect(positionTimes(instrument, parts)).toEqual({ openedAt: 90, grownAt: 95 });
    expect(positionTimes(instrument, [])).toEqual({ openedAt: 0, grownAt: 0 });
  });
});

it("puts a stop on its side of the price and never onto it", () => {
  expect(stopTicks(true, 10_000, 200)).toBe(9_800);
  expect(stopTicks(false, 10_000, 200)).toBe(10_200);
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 2 ** 40 }), fc.integer({ min: 1, max: 9_999 }), (price, bps) => {
      const below = stopTicks(true, price, bps);
      expect(below).toBeGreaterThanOrEqual(1);
      expect(below).toBeLessThan(price);
      expect(stopTicks(false, price, bps)).toBeGreaterThan(price);
    }),
  );
});
