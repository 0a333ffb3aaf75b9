import { describe, expect, it } from "vitest";
import { expectedLots } from "../../../server/domain/orders/algorithms/benchmark.ts";
import {
  BTC,
  bookAt,
  ETH,
  expectSound,
  market,
  openDesk,
  orderOf,
  pricedDesk,
  START,
  tradeAt,
  venue,
} from "../desk-example.ts";
import { algorithmOf, answer, childrenOf, later, refusalOf, start } from "./algorithm-example.ts";

describe("a TWAP", () => {
  it("sends a slice at its time, through the gate and by the journal, and is complete with the last", () => {
    const state = pricedDesk();
    const id = start(state);
    expect(id).toBe("desk0001a1");
    for (const slice of [0, 1, 2, 3, 4, 5]) {
      later(state, slice * 10_000);
      expect(childrenOf(state, id)).toHaveLength(slice + 1);
      later(state, slice * 10_000 + 5_000);
      expect(childrenOf(state, id)).toHaveLength(slice + 1);
      answer(state, id);
      expect(algorithmOf(state, id).progress.filledLots).toBe((slice + 1) * 1_000);
      expectSound(state);
    }
    expect(algorithmOf(state, id).progress).toMatchObject({ status: "completed", childCount: 6, reasonCode: null });
    expect(
      childrenOf(state, id).map(({ type, timeInForce, quantityLots }) => [type, timeInForce, quantityLots]),
    ).toEqual(Array.from({ length: 6 }, () => ["market", "IOC", 1_000]));
    expect(state.algorithms.isIdle).toBe(true);
    expect(state.algorithms.nextDueAt).toBe(Number.POSITIVE_INFINITY);
  });

  it("carries on with the next slice what the last could not fill", () => {
    const state = pricedDesk();
    const id = start(state);
    later(state, 0);
    answer(state, id, 300);
    later(state, 10_000);
    expect(childrenOf(state, id).at(-1)?.quantityLots).toBe(1_700);
    answer(state, id, 0);
    later(state, 20_000);
    expect(childrenOf(state, id).at(-1)?.quantityLots).toBe(2_000); // It catches up with at most two slices at once.
  });

  it("counts an order of unknown fate as filled and never sends its part again", () => {
    const state = pricedDesk();
    const id = start(state);
    later(state, 0);
    const [child] = childrenOf(state, id);
    venue(state, { kind: "lost", orderId: child?.id ?? "", at: START + 1 });
    for (const slice of [1, 2, 3, 4, 5]) {
      later(state, slice * 10_000);
      answer(state, id);
    }
    later(state, 59_000);
    const committed = childrenOf(state, id).reduce((sum, order) => sum + order.quantityLots, 0);
    expect(committed).toBe(6_000);
    expect(orderOf(state, child?.id ?? "").status).toBe("unknown");
    expect(algorithmOf(state, id).progress).toMatchObject({ status: "working", filledLots: 5_000 });
  });

  it("waits while the market is beyond its limit, says so, and goes on when it comes back", () => {
    const state = pricedDesk();
    const id = start(state, { limitTicks: 5_000_000 });
    later(state, 0);
    answer(state, id);
    later(state, 10_000, 5_000_001);
    expect(childrenOf(state, id)).toHaveLength(1);
    expect(algorithmOf(state, id).progress).toMatchObject({ reasonCode: "beyond-limit", targetLots: 2_000 });
    later(state, 12_000);
    expect(childrenOf(state, id).at(-1)).toMatchObject({ type: "limit", priceTicks: 5_000_000, quantityLots: 1_000 });
    expect(algorithmOf(state, id).progress.reasonCode).toBeNull();
  });

  it("ends with its time and says what is left", () => {
    const state = pricedDesk();
    const id = start(state, { limitTicks: 5_000_000 });
    later(state, 0);
    answer(state, id, 400);
    for (const ms of [10_000, 50_000, 59_000]) later(state, ms, 5_100_000);
    expect(algorithmOf(state, id).progress.status).toBe("working");
    later(state, 60_000, 5_100_000);
    expect(algorithmOf(state, id).progress).toMatchObject({
      status: "expired",
      reasonCode: "schedule-over",
      reason: 'Its time was over with "0.05600" BTC not filled.',
    });
  });

  it("sends its last slice before it ends, on a tape that tells only now and then", () => {
    const state = pricedDesk();
    const id = start(state, { method: { kind: "twap", durationMs: 60_000, slices: 2 } });
    later(state, 0);
    answer(state, id);
    later(state, 61_000);
    expect(childrenOf(state, id)).toHaveLength(2);
    answer(state, id);
    expect(algorithmOf(state, id).progress.status).toBe("completed");
  });

  it("holds back what the gate would deny, without a trail of denied orders", () => {
    const state = pricedDesk();
    const id = start(state);
    answer(state, id);
    market(state, bookAt(START + 20_001, 249_900, 250_000, ETH));
    expect(childrenOf(state, id)).toHaveLength(1);
    expect(algorithmOf(state, id).progress).toMatchObject({ status: "working", reasonCode: "price-stale" });
    later(state, 21_002);
    expect(childrenOf(state, id).map(({ status, quantityLots }) => [status, quantityLots])).toEqual([
      ["filled", 1_000],
      ["submitted", 2_000],
    ]);
  });
});

describe("a VWAP", () => {
  const volumes = Array.from({ length: 288 }, (_, part) => (part % 2 === 0 ? 3_000 : 1_000));

  it("cuts by what each part of the day is expected to bring", () => {
    const state = pricedDesk();
    // The start is 22:13:20 UTC: in the third part after 22:00, an even one.
    const profile = { bucketMs: 300_000, volumes, days: 7 };
    const id = start(state, { method: { kind: "vwap", durationMs: 600_000, slices: 10, profile } });
    const { plan } = algorithmOf(state, id);
    expect(plan.method).toMatchObject({ kind: "vwap", profile: "history", profileDays: 7 });
    const weights = plan.method.kind === "vwap" ? plan.method.weights : [];
    expect(weights).toHaveLength(10);
    expect(weights[0]).toBe(60_000);
    expect(weights[3]).toBe(20_000);
    expect(expectedLots(algorithmOf(state, id), START)).toBe(
      Math.floor((6_000 * 60_000) / weights.reduce((a, b) => a + b)),
    );
  });

  it("says that its profile is flat, and refuses one that knows nothing of the time", () => {
    const state = pricedDesk();
    const timing = { kind: "vwap", durationMs: 60_000, slices: 4 } as const;
    const id = start(state, { method: { ...timing, profile: null } });
    expect(algorithmOf(state, id).plan.method).toMatchObject({
      profile: "flat",
      profileDays: 0,
      weights: [1, 1, 1, 1],
    });
    const empty = { bucketMs: 300_000, volumes: volumes.map(() => 0), days: 1 };
    expect(refusalOf(state, { method: { ...timing, profile: empty } })).toContain("volume-profile-missing");
  });
});

describe("an iceberg", () => {
  const iceberg = { limitTicks: 4_999_900, method: { kind: "iceberg", visibleLots: 1_000 } } as const;

  it("shows one part at a time, and the next when it is filled", () => {
    const state = pricedDesk();
    const id = start(state, iceberg);
    later(state, 0);
    expect(childrenOf(state, id)).toHaveLength(1);
    expect(childrenOf(state, id)[0]).toMatchObject({ type: "limit", timeInForce: "GTC", quantityLots: 1_000 });
    answer(state, id, 400);
    later(state, 1_000);
    expect(childrenOf(state, id)).toHaveLength(1);
    answer(state, id, 600);
    expect(childrenOf(state, id)).toHaveLength(2);
    for (let part = 2; part <= 6; part++) answer(state, id);
    expect(algorithmOf(state, id).progress).toMatchObject({ status: "completed", filledLots: 6_000, childCount: 6 });
  });

  it("shows parts of random size, the same for the same algorithm", () => {
    const sizes = [0, 1].map(() => {
      const state = pricedDesk();
      const id = start(state, { ...iceberg, randomBps: 3_000 });
      while (!state.algorithms.isIdle) answer(state, id);
      return childrenOf(state, id).map(({ quantityLots }) => quantityLots);
    });
    expect(sizes[0]).toEqual(sizes[1]);
    expect(new Set(sizes[0]).size).toBeGreaterThan(3);
    expect(sizes[0]?.reduce((sum, lots) => sum + lots, 0)).toBe(6_000);
  });
});

describe("percent of volume", () => {
  const pov = { method: { kind: "pov", rateBps: 1_000, intervalMs: 5_000 } } as const;
  const print = (ms: number, lots: number, ticks = 5_000_000) => ({
    ...tradeAt(START + ms, ticks),
    quantityLots: lots,
  });

  it("sends its share of what was traded since it started", () => {
    const state = pricedDesk();
    const id = start(state, pov);
    market(state, print(1_000, 4_000));
    later(state, 5_000);
    expect(childrenOf(state, id).map(({ quantityLots }) => quantityLots)).toEqual([400]);
    answer(state, id);
    market(state, print(6_000, 1_000));
    later(state, 8_000);
    expect(childrenOf(state, id)).toHaveLength(1);
    later(state, 10_000);
    expect(childrenOf(state, id).at(-1)?.quantityLots).toBe(100);
    expect(algorithmOf(state, id).progress.seen).toMatchObject({ lots: 5_000, countedLots: 5_000 });
  });

  it("does not count what was traded beyond its limit, nor while it was paused", () => {
    const state = pricedDesk();
    const id = start(state, { ...pov, limitTicks: 5_000_000 });
    market(state, print(1_000, 4_000, 5_000_001));
    market(state, print(2_000, 2_000));
    expect(algorithmOf(state, id).progress.filledLots).toBe(0);
    later(state, 5_000);
    expect(childrenOf(state, id).map(({ quantityLots }) => quantityLots)).toEqual([200]);
    expect(algorithmOf(state, id).progress.seen).toMatchObject({ lots: 6_000, countedLots: 2_000 });
  });
});

describe("an adaptive algorithm", () => {
  it("slows when the spread widens, and still sends all by its end", () => {
    const state = pricedDesk();
    const id = start(state, { method: { kind: "adaptive", durationMs: 60_000, slices: 6 } });
    later(state, 0);
    expect(childrenOf(state, id).at(-1)?.quantityLots).toBe(1_000);
    answer(state, id);
    const wide = { bid: 4_990_000, ask: 5_000_000 };
    market(state, {
      kind: "book",
      instrumentId: BTC,
      at: START + 10_000,
      isSnapshot: true,
      bids: [wide.bid, 1_000],
      asks: [wide.ask, 1_000],
      bestBidTicks: wide.bid,
      bestBidLots: 1_000,
      bestAskTicks: wide.ask,
      bestAskLots: 1_000,
    });
    expect(childrenOf(state, id).at(-1)?.quantityLots).toBeLessThanOrEqual(500);
    expect(algorithmOf(state, id).progress.pace.milli).toBeLessThanOrEqual(500);
    answer(state, id);
    for (const slice of [2, 3, 4, 5]) {
      later(state, slice * 10_000);
      answer(state, id);
    }
    expect(algorithmOf(state, id).progress).toMatchObject({ status: "completed", filledLots: 6_000 });
  });
});

describe("what could never work is refused at once", () => {
  it.each([
    [{ quantityLots: 5 }, "quantity-below-minimum"],
    [{ quantityLots: 0 }, "quantity-not-positive"],
    [{ quantityLots: 50, method: { kind: "twap", durationMs: 60_000, slices: 50 } } as const, "slice-below-minimum"],
    [{ limitTicks: 5_000_000, method: { kind: "iceberg", visibleLots: 5 } } as const, "visible-below-minimum"],
    [{ deadlineAt: START - 1 }, "deadline-passed"],
    [{ quantityLots: 9_000_000 }, "insufficient-balance"],
    [{ isReduceOnly: true }, "reduce-only"],
    [{ instrumentId: "NO-SUCH" }, "instrument-unknown"],
  ])("%o: %s", (change, code) => {
    const state = pricedDesk();
    expect(refusalOf(state, change)).toContain(code);
    expect(state.algorithms.isIdle).toBe(true);
  });

  it("and nothing starts without a price", () => {
    expect(refusalOf(openDesk(), {})).toContain("price-missing");
  });
});
