import { describe, expect, it } from "vitest";
import type { DeskChange } from "@/components/live/desk-change.ts";
import { DeskStore } from "@/components/live/desk-store.ts";
import type { DeskFrame } from "@/components/live/live-frame.ts";
import type { PortfolioSnapshot } from "@/components/live/portfolio-snapshot.ts";
import type { InstrumentPrices } from "../../../server/domain/markets/price-frames.ts";
import { aFill, aSnapshot } from "./portfolio-examples.ts";

function openDesk() {
  const loads: { resolve: (snapshot: PortfolioSnapshot) => void; reject: (error: Error) => void }[] = [];
  const timers: (() => void)[] = [];
  const clock = { now: 1_000 };
  const store = new DeskStore("P1", {
    loadSnapshot: () => new Promise((resolve, reject) => loads.push({ resolve, reject })),
    now: () => clock.now,
    after: (_ms, action) => {
      timers.push(action);
      return () => undefined;
    },
  });
  const send = (frame: DeskFrame) => store.receive({ kind: "frames", frames: [frame] });
  const commit = (sequence: number, portfolioId = "P1", changes: DeskChange[] = [aFillBooked(sequence)]) =>
    send({ kind: "changes", portfolioId, sequence, at: 1, changes });
  const arrive = async (load: number, sequence: number) => {
    loads[load]?.resolve(aSnapshot({ sequence }));
    await Promise.resolve();
    await Promise.resolve();
  };
  return { store, loads, timers, clock, send, commit, arrive };
}

const aFillBooked = (sequence: number): DeskChange => ({
  kind: "fill-booked",
  fill: aFill({ id: `F${sequence}`, at: sequence }),
  mid: { missing: "no-book" },
});
const prices = (id: string, last: string | null = null, ...numbers: number[]): InstrumentPrices => ({
  id,
  bid: "1",
  bidQuantity: "1",
  ask: "2",
  askQuantity: "1",
  last,
  lastSide: null,
  mark: null,
  at: 1,
  dataAt: 1,
  staleAfterMs: 10_000,
  bookState: "live",
  funding: null,
  candle: null,
  candleBefore: null,
  book: { bids: [], asks: [] },
  trades: numbers.map((number) => ({ number, at: number, price: "1", quantity: "1", side: "buy" })),
});
const fillsOf = (store: DeskStore) => store.read().snapshot?.fills.map((fill) => fill.id);

describe("DeskStore", () => {
  it("applies what arrived while the snapshot was loading, and only what the snapshot lacks", async () => {
    const desk = openDesk();
    desk.store.reload();
    desk.commit(4);
    desk.commit(5);
    desk.commit(6);
    await desk.arrive(0, 4);
    expect([fillsOf(desk.store), desk.store.read().snapshot?.sequence]).toEqual([["F6", "F5"], 6]);
  });

  it("loads the snapshot again when a sequence is missing", async () => {
    const desk = openDesk();
    desk.store.reload();
    await desk.arrive(0, 4);
    desk.commit(6);
    expect([desk.loads.length, fillsOf(desk.store)]).toEqual([2, []]);
    await desk.arrive(1, 5);
    expect([fillsOf(desk.store), desk.store.read().snapshot?.sequence]).toEqual([["F6"], 6]);
  });

  it("tries again later when the snapshot it got is older than the gap", async () => {
    const desk = openDesk();
    desk.store.reload();
    desk.commit(9);
    await desk.arrive(0, 4);
    desk.timers[0]?.();
    await desk.arrive(1, 8);
    expect(desk.store.read().snapshot?.sequence).toBe(9);
  });

  it("says why there is no snapshot and asks again", async () => {
    const desk = openDesk();
    desk.store.reload();
    desk.loads[0]?.reject(new Error("the desk does not answer"));
    await Promise.resolve();
    await Promise.resolve();
    expect(desk.store.read().snapshotProblem).toBe("the desk does not answer");
    desk.timers[0]?.();
    await desk.arrive(1, 1);
    expect(desk.store.read().snapshotProblem).toBeNull();
  });

  it("ignores another portfolio's changes and marks", async () => {
    const desk = openDesk();
    desk.store.reload();
    await desk.arrive(0, 1);
    desk.commit(2, "P2");
    desk.send({
      kind: "marks",
      portfolioId: "P2",
      at: 1,
      equity: "1",
      currency: "USDT",
      unrealised: "0",
      positions: [],
    });
    expect([fillsOf(desk.store), desk.store.read().marks]).toEqual([[], null]);
  });

  it("takes a session's sign of life for none of the tape's: prices that stand still grow old", () => {
    const desk = openDesk();
    desk.send({
      kind: "marks",
      portfolioId: "P1",
      at: 1,
      equity: "1",
      currency: "USDT",
      unrealised: "0",
      positions: [],
    });
    const { heardAt, marksHeardAt } = desk.store.read();
    expect([heardAt, marksHeardAt]).toEqual([null, 1_000]);
  });

  it("learns a command's outcome from the journal", async () => {
    const desk = openDesk();
    desk.store.reload();
    await desk.arrive(0, 1);
    desk.commit(2, "P1", [{ kind: "control-handled", key: "K1", outcome: { kind: "expired" }, at: 1 }]);
    expect(desk.store.read().outcomes).toEqual({ K1: { kind: "expired" } });
  });

  it("reads the snapshot again after the stream was down", async () => {
    const desk = openDesk();
    desk.store.reload();
    await desk.arrive(0, 1);
    desk.store.receive({ kind: "connection", state: "retrying", retryAt: 5 });
    desk.store.receive({ kind: "connection", state: "open", retryAt: null });
    expect(desk.loads.length).toBe(2);
  });

  it("knows when another worker has taken over, and not when the same one goes on", () => {
    const desk = openDesk();
    const beat = (startedAt: number) =>
      desk.send({
        kind: "status",
        feed: { kind: "synthetic", label: "synthetic", state: "running", tapeAt: 1, receivedAt: 1 },
        worker: { startedAt, sessions: 1 },
      });
    beat(10);
    beat(10);
    expect(desk.store.read().workerReplacedAt).toBeNull();
    beat(20);
    expect(desk.store.read().workerReplacedAt).toBe(1_000);
  });

  it("takes the worker and the prices for lost as soon as the web says so, and until they are heard again", () => {
    const desk = openDesk();
    desk.send({ kind: "lost", what: "worker" });
    desk.send({ kind: "lost", what: "prices" });
    expect(desk.store.read().lost).toEqual({ worker: true, prices: true });
    const feed = { kind: "synthetic", label: "synthetic", state: "running", tapeAt: 1, receivedAt: 1 } as const;
    desk.send({ kind: "status", feed, worker: { startedAt: 1, sessions: 1 } });
    expect(desk.store.read().lost).toEqual({ worker: false, prices: true });
    const more = { key: "k", speed: 1, seekingTo: null, instrumentIds: [], eventsPerS: 0 } as const;
    desk.send({ kind: "feed", feed: { ...feed, ...more } });
    expect(desk.store.read().lost).toEqual({ worker: false, prices: false });
  });

  it("keeps the prices of what its panels show, and forgets them when none does", () => {
    const desk = openDesk();
    const leave = desk.store.show({ top: ["BTC-USDT"], deep: [] });
    desk.send({ kind: "prices", at: 1, instruments: [prices("BTC-USDT"), prices("ETH-USDT")] });
    expect(Object.keys(desk.store.read().prices)).toEqual(["BTC-USDT"]);
    leave();
    expect(desk.store.read().prices).toEqual({});
  });

  it("tells painters of every frame and React ten times a second at most, of the newest", () => {
    const desk = openDesk();
    desk.store.show({ top: [], deep: ["BTC-USDT"] });
    const painted: (string | null)[] = [];
    const leave = desk.store.onPrices("BTC-USDT", ({ last }) => void painted.push(last));
    const rendered = new Set<unknown>();
    desk.store.subscribe(() => rendered.add(desk.store.read().prices["BTC-USDT"]?.last));
    for (const last of ["1", "2", "3"]) {
      desk.send({ kind: "prices", at: 1, instruments: [prices("BTC-USDT", last), prices("ETH-USDT", "9")] });
    }
    expect([painted, [...rendered]]).toEqual([["1", "2", "3"], ["1"]]);
    desk.clock.now += 100;
    desk.timers[0]?.();
    expect([[...rendered], desk.timers.length]).toEqual([["1", "3"], 1]);
    leave();
    desk.send({ kind: "prices", at: 1, instruments: [prices("BTC-USDT", "4")] });
    expect(painted).toEqual(["1", "2", "3"]);
    desk.store.onPrices("BTC-USDT", ({ last }) => void painted.push(last));
    expect(painted.at(-1)).toBe("4");
  });

  it("keeps the prints of what it shows deep and counts those that never reached it", () => {
    const desk = openDesk();
    const leave = desk.store.show({ top: [], deep: ["BTC-USDT"] });
    const tape = () => desk.store.tapeOf("BTC-USDT");
    for (const numbers of [
      [1, 2, 3],
      [2, 3, 4],
      [10, 11],
    ]) {
      desk.send({ kind: "prices", at: 1, instruments: [prices("BTC-USDT", "1", ...numbers)] });
    }
    expect([tape().prints.map(({ number }) => number), tape().skipped]).toEqual([[1, 2, 3, 4, 10, 11], 5]);
    leave();
    expect(tape().prints).toEqual([]);
  });

  it("reads its portfolio anew when the tab was hidden, and says when that was", async () => {
    const desk = openDesk();
    desk.store.reload();
    await desk.arrive(0, 1);
    desk.store.receive({ kind: "resynced" });
    expect([desk.loads.length, desk.store.read().resyncedAt]).toEqual([2, 1_000]);
  });
});
