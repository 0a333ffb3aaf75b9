import { describe, expect, it } from "vitest";
import { step } from "../../server/engine/engine.ts";
import type { ControlAction } from "../../server/engine/engine-event.ts";
import {
  accepted,
  BTC,
  control,
  ETH,
  expectSound,
  intent,
  market,
  ofKind,
  openDesk,
  outcomeOf,
  place,
  pricedDesk,
  START,
  tradeAt,
  venue,
} from "./desk-example.ts";
import { seesaw } from "./random-session.ts";

const withStrategy = { findStrategy: (name: string) => (name === "seesaw" ? seesaw : undefined) };
const start = (change: Partial<Extract<ControlAction, { kind: "start-run" }>> = {}): ControlAction => ({
  kind: "start-run",
  runId: "r1",
  strategy: "seesaw",
  instrumentId: BTC,
  parameters: {},
  ...change,
});

describe("a control", () => {
  it("places an order and names it", () => {
    const state = pricedDesk();
    const { changes, commands } = control(state, { kind: "place-order", intent: intent() });
    expect(changes.at(-1)).toEqual({
      kind: "control-handled",
      key: "c1",
      outcome: { kind: "done", orderIds: ["desk0001o1"] },
      at: START,
    });
    expect(commands).toHaveLength(1);
  });

  it("that places a denied order says why, and names the order that records it", () => {
    const state = pricedDesk();
    const outcome = outcomeOf(control(state, { kind: "place-order", intent: intent({ quantityLots: 1 }) }));
    expect(outcome).toMatchObject({
      kind: "refused",
      code: "notional-below-minimum",
      facts: { value: "0.5", least: "5" },
      orderIds: ["desk0001o1"],
    });
  });

  it("for an instrument that is not listed makes no order", () => {
    const state = pricedDesk();
    const outcome = outcomeOf(control(state, { kind: "place-order", intent: intent({ instrumentId: "DOGE-USDT" }) }));
    expect(outcome).toMatchObject({ kind: "refused", code: "instrument-unknown", orderIds: [] });
    expect(state.counters.orders).toBe(0);
  });

  it("cancels an order that works, and says so of one that does not", () => {
    const state = pricedDesk();
    const { id } = place(state);
    const first = control(state, { kind: "cancel-order", orderId: id });
    expect(outcomeOf(first)).toEqual({ kind: "done", orderIds: [id] });
    expect(first.commands).toEqual([{ kind: "cancel-order", orderId: id, instrumentId: BTC }]);
    for (const orderId of [id, "stranger"]) {
      const again = control(state, { kind: "cancel-order", orderId });
      expect(outcomeOf(again)).toMatchObject({ kind: "refused", code: "not-working", facts: { orderId } });
      expect(again.commands).toEqual([]);
    }
  });

  it("cancels all of an instrument, or all", () => {
    const state = pricedDesk();
    const [btc, eth] = [place(state), place(state, { instrumentId: ETH, priceTicks: 250_000, quantityLots: 50 })];
    const some = control(state, { kind: "cancel-all", instrumentId: ETH });
    expect(outcomeOf(some)).toEqual({ kind: "done", orderIds: [eth.id] });
    const rest = control(state, { kind: "cancel-all", instrumentId: null });
    expect(outcomeOf(rest)).toEqual({ kind: "done", orderIds: [btc.id] });
    expect(outcomeOf(control(state, { kind: "cancel-all", instrumentId: "none" }))).toEqual({
      kind: "done",
      orderIds: [],
    });
  });

  it("halts: nothing new goes out, all that works is cancelled, and again however often", () => {
    const state = pricedDesk();
    const { id } = place(state);
    venue(state, accepted(id));
    const halt = control(state, { kind: "halt" });
    expect(ofKind(halt.changes, "trading-state-changed")).toEqual([
      {
        kind: "trading-state-changed",
        state: "halted",
        reason: "Halted by a person",
        stops: [
          {
            id: "c1",
            userId: "u1",
            scope: { kind: "portfolio" },
            action: "cancel-orders",
            reason: "Halted by a person",
            at: START,
            found: { orders: 1, positions: 0, runs: 0 },
          },
        ],
        at: START,
      },
    ]);
    expect(halt.commands).toEqual([{ kind: "cancel-order", orderId: id, instrumentId: BTC }]);
    expect(place(state).status).toBe("denied");
    venue(state, { kind: "cancel-rejected", orderId: id, at: START, code: "busy" });
    const again = control(state, { kind: "halt" });
    expect(ofKind(again.changes, "trading-state-changed")).toEqual([]);
    expect(outcomeOf(again)).toEqual({ kind: "done", orderIds: [id] });
  });

  it("resumes what was halted, and says nothing when nothing was", () => {
    const state = pricedDesk();
    expect(control(state, { kind: "resume" }).changes).toHaveLength(1);
    control(state, { kind: "halt" });
    const resumed = control(state, { kind: "resume" });
    expect(ofKind(resumed.changes, "trading-state-changed")).toMatchObject([{ state: "active" }]);
    expect(place(state).status).toBe("submitted");
  });

  it.each<ControlAction>([
    { kind: "place-order", intent: intent() },
    { kind: "cancel-order", orderId: "desk0001o1" },
    { kind: "cancel-all", instrumentId: null },
    { kind: "halt" },
    { kind: "resume" },
    start(),
    { kind: "stop-run", runId: "r1" },
  ])("that lay too long does nothing: $kind", (action) => {
    const state = pricedDesk(withStrategy);
    place(state);
    const { changes, commands } = control(state, action, { isExpired: true });
    expect(changes).toEqual([{ kind: "control-handled", key: "c1", outcome: { kind: "expired" }, at: START }]);
    expect(commands).toEqual([]);
  });

  it("starts a run with defaults where no parameter is given, and journals it", () => {
    const state = pricedDesk(withStrategy);
    const started = control(state, start());
    expect(outcomeOf(started)).toEqual({ kind: "done", orderIds: [] });
    expect(ofKind(started.changes, "run-changed")).toEqual([
      {
        kind: "run-changed",
        runId: "r1",
        strategy: "seesaw",
        instrumentId: BTC,
        parameters: { lots: 20 },
        status: "running",
        reason: null,
        snapshot: '{"state":{"candles":0,"fills":0},"timers":[],"candles":{}}',
      },
    ]);
  });

  it.each<[Partial<Extract<ControlAction, { kind: "start-run" }>>, string]>([
    [{ strategy: "nobody" }, 'Strategy "nobody" is not registered.'],
    [{ instrumentId: "DOGE-USDT" }, 'Instrument "DOGE-USDT" is not listed.'],
    [{ parameters: { lots: 0 } }, 'Parameter lots "0" must lie between 1 and 1000.'],
    [{ parameters: { lots: 1_001 } }, 'Parameter lots "1001" must lie between 1 and 1000.'],
    [{ parameters: { lots: Number.NaN } }, 'Parameter lots "NaN" must lie between 1 and 1000.'],
    [{ parameters: { speed: 1 } }, 'Strategy "seesaw" has no parameter "speed".'],
  ])("refuses to start a run with %j", (change, message) => {
    const state = pricedDesk(withStrategy);
    expect(outcomeOf(control(state, start(change)))).toMatchObject({
      kind: "refused",
      code: "run-not-started",
      message,
    });
    expect(state.runs.size).toBe(0);
  });

  it("takes a parameter at either end of its range", () => {
    const state = pricedDesk(withStrategy);
    for (const lots of [1, 1_000]) {
      expect(outcomeOf(control(state, start({ runId: `r${lots}`, parameters: { lots } })))).toMatchObject({
        kind: "done",
      });
    }
    expect([...state.runs.values()].map((run) => run.parameters)).toEqual([{ lots: 1 }, { lots: 1_000 }]);
  });

  it("starts a run once", () => {
    const state = pricedDesk(withStrategy);
    control(state, start());
    expect(outcomeOf(control(state, start()))).toMatchObject({
      code: "run-not-started",
      message: 'Run "r1" exists already.',
    });
  });

  it("stops a run once", () => {
    const state = pricedDesk(withStrategy);
    control(state, start());
    const stopped = control(state, { kind: "stop-run", runId: "r1" });
    expect(outcomeOf(stopped)).toEqual({ kind: "done", orderIds: [] });
    expect(ofKind(stopped.changes, "run-changed")).toMatchObject([{ status: "stopped" }]);
    for (const runId of ["r1", "r2"]) {
      expect(outcomeOf(control(state, { kind: "stop-run", runId }))).toMatchObject({ code: "run-not-running" });
    }
  });
});

describe("a step", () => {
  it("produces nothing where nothing happens", () => {
    const state = openDesk();
    expect(market(state, tradeAt(START, 5_000_000))).toEqual({ commands: [], changes: [] });
    expect(step(state, { kind: "timer", at: START + 1 })).toEqual({ commands: [], changes: [] });
  });

  it("never turns the clock back", () => {
    const state = pricedDesk();
    market(state, tradeAt(START + 50, 5_000_000));
    market(state, tradeAt(START + 20, 5_000_000));
    expect(state.now).toBe(START + 50);
    expect(place(state).createdAt).toBe(START + 50);
    expectSound(state);
  });
});
