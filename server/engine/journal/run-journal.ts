import { InvariantError } from "../../domain/errors/invariant.ts";
import type { StrategyStatus } from "../../domain/strategies/strategy-status.ts";
import type { EngineChange } from "../engine-change.ts";
import type { EngineState } from "../engine-state.ts";
import { fault, type RunStart, type StrategyRun } from "../strategies/strategy-run.ts";

/** What of a run is written down, so that it goes on where it was. */
type Snapshot = Pick<StrategyRun, "state" | "timers" | "candles">;

export type StoredRun = RunStart & {
  readonly status: StrategyStatus;
  readonly reason: string | null;
  readonly snapshot: string;
};

/** Puts a journaled run back where it was; one whose strategy is gone is faulted, not forgotten. */
export function restoreRun(state: EngineState, stored: StoredRun): void {
  const strategy = state.findStrategy(stored.strategy);
  const isLost = strategy === undefined && stored.status !== "stopped";
  const holding = state.holdings.get(stored.instrumentId);
  if (holding === undefined) throw new InvariantError(`Instrument "${stored.instrumentId}" is not listed any more`);
  const { state: ownState, timers, candles } = JSON.parse(stored.snapshot) as Snapshot;
  const orderIds = new Set<string>();
  for (const { order } of state.working.values()) {
    if (order.source.kind === "strategy" && order.source.runId === stored.runId) orderIds.add(order.id);
  }
  state.runs.set(stored.runId, {
    runId: stored.runId,
    strategy: strategy ?? { name: stored.strategy, parameters: {}, initialState: () => null },
    holding,
    parameters: stored.parameters,
    status: isLost ? "faulted" : stored.status,
    reason: isLost ? `Strategy "${stored.strategy}" is not registered any more.` : stored.reason,
    state: ownState,
    timers,
    candles: candles ?? {},
    orderIds,
    journaled: `${stored.status}|${stored.snapshot}`,
    isTouched: isLost,
  });
}

/** Journals every run that was called since, if it differs; only together with other changes or a change of status. */
export function journalRuns(state: EngineState): void {
  for (const run of state.runs.values()) {
    if (!run.isTouched) continue;
    const isQuiet = run.status === "running" && run.journaled.startsWith("running|");
    if (state.changes.length > 0 || !isQuiet) journalRun(state, run);
  }
}

/** The snapshots that are due though nothing else happened. */
export function checkpointRuns(state: EngineState): readonly EngineChange[] {
  for (const run of state.runs.values()) if (run.isTouched) journalRun(state, run);
  const { changes } = state;
  state.changes = [];
  return changes;
}

export function hasUnjournaledRuns(state: EngineState): boolean {
  for (const run of state.runs.values()) if (run.isTouched) return true;
  return false;
}

function journalRun(state: EngineState, run: StrategyRun): void {
  run.isTouched = false;
  const snapshot = snapshotOf(state, run);
  const journaled = `${run.status}|${snapshot}`;
  if (journaled === run.journaled) return;
  run.journaled = journaled;
  state.changes.push({
    kind: "run-changed",
    runId: run.runId,
    strategy: run.strategy.name,
    instrumentId: run.holding.instrument.id,
    parameters: run.parameters,
    status: run.status,
    reason: run.reason,
    snapshot,
  });
}

/** A run whose state cannot be written down could not be recovered: it is faulted, and the state given up. */
function snapshotOf(state: EngineState, run: StrategyRun): string {
  try {
    return writeSnapshot(run);
  } catch (error) {
    fault(state, run, error);
    run.state = null;
    run.timers = [];
    return writeSnapshot(run);
  }
}

const writeSnapshot = ({ state, timers, candles }: Snapshot): string => JSON.stringify({ state, timers, candles });
