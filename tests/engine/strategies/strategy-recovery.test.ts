import { describe, expect, it } from "vitest";
import type { Json, Strategy } from "../../../server/domain/strategies/strategy.ts";
import type { EngineChange } from "../../../server/engine/engine-change.ts";
import type { EngineState } from "../../../server/engine/engine-state.ts";
import { restoreRun, type StoredRun } from "../../../server/engine/journal/run-journal.ts";
import { stateHash } from "../../../server/engine/journal/state-hash.ts";
import { BTC, candleAt, control, intent, market, ofKind, openDesk, pricedDesk, START, timer } from "../desk-example.ts";
import { runOf } from "./strategy-example.ts";

/** Counts candles; orders on each third, and wants to be woken. */
const counter: Strategy<{ seen: number[]; nested: { woken: string | null } }> = {
  name: "counter",
  parameters: { step: { default: 2, min: 1, max: 9 } },
  initialState: ({ step = 0 }) => ({ seen: [step], nested: { woken: null } }),
  onCandle(state, candle, { now }) {
    state.seen.push(candle.closeTicks);
    if (state.seen.length % 3 !== 0) return [];
    return [
      { kind: "submit", side: "buy", type: "market", quantityLots: 100, priceTicks: null, timeInForce: "IOC" },
      { kind: "wake", timerId: `w${state.seen.length}`, at: now + 100_000 },
    ];
  },
  onTimer(state, timerId) {
    state.nested.woken = timerId;
    return [];
  },
};

const findStrategy = (name: string): Strategy<Json> | undefined => (name === "counter" ? counter : undefined);
const START_RUN = {
  kind: "start-run",
  runId: "r1",
  strategy: "counter",
  instrumentId: BTC,
  parameters: { step: 5 },
} as const;

function started(): { state: EngineState; journaled: EngineChange[] } {
  const state = pricedDesk({ findStrategy });
  return { state, journaled: [...control(state, START_RUN).changes] };
}

function lastStored(changes: readonly EngineChange[]): StoredRun {
  const last = ofKind(changes, "run-changed").at(-1);
  if (last === undefined) throw new Error("No run was journaled");
  return last;
}

describe("a run's snapshot", () => {
  it("is journaled with the changes that the run made, and not for a thought of its own", () => {
    const { state } = started();
    expect(market(state, candleAt(START + 1, 10)).changes).toEqual([]);
    const { changes } = market(state, candleAt(START + 2, 20));
    expect(changes.map((change) => change.kind)).toEqual(["order-placed", "balance-changed", "run-changed"]);
    expect(ofKind(changes, "run-changed")[0]?.snapshot).toBe(
      `{"state":{"seen":[5,10,20],"nested":{"woken":null}},"timers":[{"timerId":"w3","at":${START + 100_002}}],"candles":{"1m":${START - 59_998}}}`,
    );
  });

  it("is journaled with the next change of anybody, once", () => {
    const { state } = started();
    market(state, candleAt(START + 1, 10));
    const by = control(state, { kind: "place-order", intent: intent() });
    expect(ofKind(by.changes, "run-changed")).toHaveLength(1);
    expect(ofKind(control(state, { kind: "resume" }).changes, "run-changed")).toEqual([]);
  });

  it("restores a run that is equal, journals nothing new and goes on as the first would have", () => {
    const { state, journaled } = started();
    for (const [index, close] of [10, 20, 30].entries()) {
      journaled.push(...market(state, candleAt(START + index + 1, close)).changes);
    }
    journaled.push(...control(state, { kind: "resume" }).changes);
    const other = pricedDesk({ findStrategy });
    for (const [id, record] of state.working) other.working.set(id, record);
    restoreRun(other, lastStored(journaled));
    const [before, after] = [runOf(state, "r1"), runOf(other, "r1")];
    expect({ ...after, holding: null }).toEqual({ ...before, holding: null });
    expect([...after.orderIds]).toEqual(["desk0001o1"]);
    for (const it of [state, other]) {
      it.now = START + 10;
      market(it, candleAt(START + 11, 40));
      timer(it, START + 200_000);
    }
    expect(runOf(other, "r1").state).toEqual(runOf(state, "r1").state);
    expect(runOf(other, "r1").state).toMatchObject({ seen: [5, 10, 20, 30, 40], nested: { woken: "w3" } });
  });

  const stored: StoredRun = {
    runId: "r1",
    strategy: "retired",
    instrumentId: BTC,
    parameters: {},
    status: "running",
    reason: null,
    snapshot: '{"state":{"kept":1},"timers":[],"candles":{}}',
  };

  it("of a strategy that is gone is kept, faulted with the reason, and journaled so with the next step", () => {
    const state = openDesk({ findStrategy });
    restoreRun(state, stored);
    expect(runOf(state, "r1")).toMatchObject({ status: "faulted", state: { kept: 1 } });
    expect(ofKind(timer(state, START).changes, "run-changed")).toMatchObject([
      { status: "faulted", reason: 'Strategy "retired" is not registered any more.', snapshot: stored.snapshot },
    ]);
    expect(timer(state, START + 1).changes).toEqual([]);
    expect(market(state, candleAt(START + 2, 1)).changes).toEqual([]);
  });

  it("of a stopped run stays stopped, its strategy known or not", () => {
    const empty = stateHash(openDesk());
    for (const strategy of ["retired", "counter"]) {
      const state = openDesk({ findStrategy });
      restoreRun(state, { ...stored, strategy, status: "stopped", reason: "Enough" });
      expect(runOf(state, "r1")).toMatchObject({ status: "stopped", reason: "Enough" });
      expect(timer(state, START).changes).toEqual([]);
      expect(stateHash(state)).toBe(empty);
    }
  });

  it("on an instrument that is gone cannot be restored", () => {
    expect(() => restoreRun(openDesk({ findStrategy }), { ...stored, instrumentId: "GONE" })).toThrow(
      'Instrument "GONE" is not listed any more',
    );
  });
});
