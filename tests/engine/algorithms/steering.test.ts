import { describe, expect, it } from "vitest";
import { benchmarksOf, slippageBps } from "../../../server/domain/orders/algorithms/benchmark.ts";
import { takeMoves } from "../../../server/engine/algorithms/algorithm-journal.ts";
import { JournalFold } from "../../../server/engine/journal/journal-fold.ts";
import { stateHash } from "../../../server/engine/journal/state-hash.ts";
import {
  BTC,
  bookAt,
  control,
  ETH,
  expectSound,
  filled,
  market,
  OPENING,
  ofKind,
  orderOf,
  outcomeOf,
  pricedDesk,
  START,
  tradeAt,
  venue,
} from "../desk-example.ts";
import { algorithmOf, answer, childrenOf, gone, later, rejected, start, steer } from "./algorithm-example.ts";

const iceberg = { limitTicks: 4_999_900, method: { kind: "iceberg", visibleLots: 1_000 } } as const;

describe("pause and resume", () => {
  it("stop the clock of the schedule, but not that of a deadline", () => {
    const state = pricedDesk();
    const id = start(state, { deadlineAt: START + 90_000 });
    later(state, 0);
    answer(state, id);
    expect(steer(state, id, "pause").kind).toBe("done");
    for (const ms of [10_000, 30_000, 49_000]) later(state, ms);
    expect(childrenOf(state, id)).toHaveLength(1);
    expect(steer(state, id, "resume").kind).toBe("done");
    expect(algorithmOf(state, id).progress).toMatchObject({ status: "working", pausedMs: 49_000, pausedAt: null });
    later(state, 50_000);
    expect(childrenOf(state, id)).toHaveLength(1);
    later(state, 59_000);
    expect(childrenOf(state, id)).toHaveLength(2);
    expect(childrenOf(state, id)[1]?.quantityLots).toBe(1_000);
    answer(state, id);
    later(state, 90_000);
    expect(algorithmOf(state, id).progress).toMatchObject({ status: "expired", reasonCode: "deadline-reached" });
  });

  it("take back what rests, and show it again", () => {
    const state = pricedDesk();
    const id = start(state, iceberg);
    later(state, 0);
    const [child] = childrenOf(state, id);
    answer(state, id, 0);
    steer(state, id, "pause");
    expect(orderOf(state, child?.id ?? "").status).toBe("pending-cancel");
    venue(state, gone(child?.id ?? "", state.now));
    later(state, 5_000);
    expect(childrenOf(state, id)).toHaveLength(1);
    steer(state, id, "resume");
    later(state, 6_000);
    expect(childrenOf(state, id)).toHaveLength(2);
    expectSound(state);
  });
});

describe("finish now", () => {
  it("sends all that is left at once, and again what the market did not take", () => {
    const state = pricedDesk();
    const id = start(state);
    later(state, 0);
    answer(state, id);
    expect(steer(state, id, "finish").kind).toBe("done");
    expect(childrenOf(state, id).at(-1)?.quantityLots).toBe(5_000);
    answer(state, id, 2_000);
    later(state, 500);
    expect(childrenOf(state, id)).toHaveLength(2);
    later(state, 1_500);
    expect(childrenOf(state, id).at(-1)?.quantityLots).toBe(3_000);
    answer(state, id);
    expect(algorithmOf(state, id).progress).toMatchObject({ status: "completed", filledLots: 6_000 });
    expect(steer(state, id, "pause")).toMatchObject({ kind: "refused", code: "algorithm-not-working" });
  });

  it("takes back what an iceberg shows before it takes", () => {
    const state = pricedDesk();
    const id = start(state, { ...iceberg, limitTicks: 5_000_000 });
    later(state, 0);
    answer(state, id, 0);
    steer(state, id, "finish");
    expect(childrenOf(state, id)).toHaveLength(1);
    venue(state, gone(childrenOf(state, id)[0]?.id ?? "", state.now));
    later(state, 2_000);
    expect(childrenOf(state, id)[1]).toMatchObject({ timeInForce: "IOC", quantityLots: 6_000 });
  });
});

describe("cancel", () => {
  it("waits for the last order and counts what it still filled", () => {
    const state = pricedDesk();
    const id = start(state, iceberg);
    later(state, 0);
    answer(state, id, 0);
    const [child] = childrenOf(state, id);
    expect(steer(state, id, "cancel").kind).toBe("done");
    expect(algorithmOf(state, id).progress).toMatchObject({ status: "ending", ending: "canceled" });
    expect(steer(state, id, "finish")).toMatchObject({ kind: "refused", code: "algorithm-ending" });
    venue(state, filled(child?.id ?? "", 250, { priceTicks: 4_999_900 }));
    expect(algorithmOf(state, id).progress.status).toBe("ending");
    venue(state, gone(child?.id ?? "", state.now));
    expect(algorithmOf(state, id).progress).toMatchObject({ status: "canceled", filledLots: 250 });
    // A fill that crossed the cancel on the wire is still counted.
    venue(state, filled(child?.id ?? "", 100, { priceTicks: 4_999_900 }));
    expect(algorithmOf(state, id).progress).toMatchObject({ status: "canceled", filledLots: 350 });
    expectSound(state);
  });

  it("asks again when the venue refuses, but not at once", () => {
    const state = pricedDesk();
    const id = start(state, iceberg);
    later(state, 0);
    answer(state, id, 0);
    const orderId = childrenOf(state, id)[0]?.id ?? "";
    steer(state, id, "cancel");
    const refuse = () => venue(state, { kind: "cancel-rejected", orderId, at: state.now, code: "busy" });
    expect(refuse().commands).toEqual([]);
    expect(later(state, 900).commands).toEqual([]);
    expect(later(state, 1_000).commands).toMatchObject([{ kind: "cancel-order", orderId }]);
  });

  it("comes with cancelling all orders", () => {
    const state = pricedDesk();
    const id = start(state);
    control(state, { kind: "cancel-all", instrumentId: ETH });
    expect(algorithmOf(state, id).progress.status).toBe("working");
    control(state, { kind: "cancel-all", instrumentId: BTC });
    expect(algorithmOf(state, id).progress.status).not.toBe("working");
  });
});

describe("the kill switch", () => {
  it("ends it, and it does not begin again when trading is resumed", () => {
    const state = pricedDesk();
    const id = start(state, iceberg);
    later(state, 0);
    answer(state, id, 0);
    control(state, { kind: "halt", reason: "enough" });
    expect(algorithmOf(state, id).progress).toMatchObject({ status: "ending", ending: "halted" });
    venue(state, gone(childrenOf(state, id)[0]?.id ?? "", state.now));
    expect(algorithmOf(state, id).progress).toMatchObject({
      status: "halted",
      reason: "The kill switch ended it: enough.",
    });
    control(state, { kind: "resume" });
    later(state, 20_000);
    expect(childrenOf(state, id)).toHaveLength(1);
  });

  it("holds it back while only new entries are stopped, and lets it go on after that", () => {
    const state = pricedDesk();
    const id = start(state);
    answer(state, id);
    control(state, { kind: "halt", action: "no-new-entries" });
    later(state, 10_000, 5_000_000);
    expect(childrenOf(state, id)).toHaveLength(1);
    expect(algorithmOf(state, id).progress).toMatchObject({ status: "working", reasonCode: "reducing-only" });
    control(state, { kind: "resume" });
    later(state, 12_000);
    expect(childrenOf(state, id)).toHaveLength(2);
  });
});

describe("an algorithm's orders", () => {
  it("are changed by nobody else", () => {
    const state = pricedDesk();
    const id = start(state, iceberg);
    later(state, 0);
    answer(state, id, 0);
    const orderId = childrenOf(state, id)[0]?.id ?? "";
    const outcome = outcomeOf(control(state, { kind: "amend-order", orderId, priceTicks: null, quantityLots: 9_000 }));
    expect(outcome).toMatchObject({ kind: "refused", code: "order-of-algorithm" });
  });

  it("are not sent for ever to a venue that rejects them", () => {
    const state = pricedDesk();
    const id = start(state, iceberg);
    for (let second = 0; second < 20; second++) {
      later(state, second * 1_000);
      const child = childrenOf(state, id).at(-1);
      if (child?.status === "submitted") venue(state, rejected(child.id, state.now));
    }
    expect(childrenOf(state, id)).toHaveLength(5);
    expect(algorithmOf(state, id).progress).toMatchObject({ status: "paused", reasonCode: "rejected-repeatedly" });
    expect(algorithmOf(state, id).progress.reason).toContain("The venue does not want it.");
  });

  it("that a late fill makes too many are taken back", () => {
    const state = pricedDesk();
    const id = start(state, { ...iceberg, quantityLots: 1_500 });
    later(state, 0);
    answer(state, id, 0);
    const first = childrenOf(state, id)[0]?.id ?? "";
    venue(state, gone(first, state.now));
    later(state, 2_000);
    expect(childrenOf(state, id)).toHaveLength(2);
    answer(state, id, 0);
    venue(state, filled(first, 800, { priceTicks: 4_999_900 }));
    expect(childrenOf(state, id)[1]?.status).toBe("pending-cancel");
  });

  it("leave no rest behind that is too small to be sent, and say so where one is left", () => {
    const state = pricedDesk();
    const id = start(state);
    answer(state, id);
    steer(state, id, "finish");
    answer(state, id, 4_995);
    later(state, 1_500);
    expect(algorithmOf(state, id).progress).toMatchObject({
      status: "completed",
      reasonCode: "remainder-below-minimum",
      reason: '"0.00005" BTC is left: below the smallest order, so it was not sent.',
    });
  });
});

describe("its benchmarks", () => {
  it("are the arrival price, and what the market did since then", () => {
    const state = pricedDesk();
    const id = start(state);
    const instrument = state.holdings.get(BTC)?.instrument;
    if (instrument === undefined) throw new Error("BTC is not listed");
    market(state, { ...tradeAt(START, 5_000_000), quantityLots: 300 });
    market(state, { ...tradeAt(START, 5_004_000), quantityLots: 100 });
    later(state, 10_000, 5_000_000);
    market(state, bookAt(START + 30_000, 5_001_900, 5_002_000));
    takeMoves(state);
    const { arrivalTicks, vwapTicks, twapTicks } = benchmarksOf(algorithmOf(state, id), instrument);
    expect([arrivalTicks, vwapTicks, twapTicks]).toEqual([4_999_950, 5_001_000, 4_999_950]);
    expect(slippageBps("buy", 5_000_500, 5_000_000)).toBe(1);
    expect(slippageBps("sell", 5_000_500, 5_000_000)).toBe(-1);
    expect(slippageBps("sell", null, 5_000_000)).toBeNull();
  });

  it("wait for the next commit, but not for ever, and the fold of the journal has the same hash", () => {
    const state = pricedDesk();
    const fold = new JournalFold(OPENING);
    const start = control(state, {
      kind: "start-algorithm",
      intent: {
        ...{ instrumentId: BTC, side: "buy", quantityLots: 6_000, limitTicks: null, isReduceOnly: false },
        ...{ deadlineAt: null, randomBps: 0, userId: "u1", key: "k1" },
        method: { kind: "twap", durationMs: 600_000, slices: 2 },
      },
    });
    fold.apply(start.changes);
    fold.apply(later(state, 0).changes);
    expect(ofKind(later(state, 4_000).changes, "algorithm-changed")).toEqual([]);
    expect(state.algorithms.hasMoved).toBe(true);
    const moved = later(state, 9_001).changes;
    expect(ofKind(moved, "algorithm-changed")).toHaveLength(1);
    expect(state.algorithms.hasMoved).toBe(false);
    fold.apply(moved);
    expect(fold.hash()).toBe(stateHash(state));
  });
});
