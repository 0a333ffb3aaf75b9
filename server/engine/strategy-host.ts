import { InvariantError } from "../domain/errors/invariant.ts";
import { type Instrument, wholeLots } from "../domain/markets/instrument.ts";
import type { MarketEvent } from "../domain/markets/market-event.ts";
import type { Quote } from "../domain/markets/quote.ts";
import { requireInteger } from "../domain/money/integer.ts";
import type { Fill } from "../domain/orders/fill.ts";
import type { OrderIntent } from "../domain/orders/order-intent.ts";
import type { Json, Strategy, StrategyContext, StrategyIntent } from "../domain/strategies/strategy.ts";
import type { StrategyStatus } from "../domain/strategies/strategy-status.ts";
import type { Timestamp } from "../domain/time/timestamp.ts";
import type { EngineChange } from "./engine-change.ts";
import type { EngineState, Holding } from "./engine-state.ts";
import { placeOrder, requestCancel } from "./order-manager.ts";

type Timer = { readonly timerId: string; readonly at: Timestamp };

/** A started strategy with its parameters, its own state and what it has working. */
export type StrategyRun = {
  readonly runId: string;
  readonly strategy: Strategy;
  readonly holding: Holding;
  readonly parameters: Readonly<Record<string, number>>;
  status: StrategyStatus;
  reason: string | null;
  state: Json;
  timers: Timer[];
  readonly orderIds: Set<string>;
  /** The run as last journaled, and whether it has been called since. */
  journaled: string;
  isTouched: boolean;
};

export type RunStart = {
  runId: string;
  strategy: string;
  instrumentId: string;
  parameters: Readonly<Record<string, number>>;
};

/** Null when the run started; else why it could not. */
export function startRun(state: EngineState, start: RunStart): string | null {
  const strategy = state.findStrategy(start.strategy);
  if (strategy === undefined) return `Strategy "${start.strategy}" is not registered.`;
  const holding = state.holdings.get(start.instrumentId);
  if (holding === undefined) return `Instrument "${start.instrumentId}" is not listed.`;
  if (state.runs.has(start.runId)) return `Run "${start.runId}" exists already.`;
  const parameters: Record<string, number> = {};
  for (const [name, { default: fallback, min, max }] of Object.entries(strategy.parameters)) {
    const value = start.parameters[name] ?? fallback;
    if (!(value >= min && value <= max)) return `Parameter ${name} "${value}" must lie between ${min} and ${max}.`;
    parameters[name] = value;
  }
  for (const name of Object.keys(start.parameters)) {
    if (!(name in parameters)) return `Strategy "${strategy.name}" has no parameter "${name}".`;
  }
  state.runs.set(start.runId, {
    runId: start.runId,
    strategy,
    holding,
    parameters,
    status: "running",
    reason: null,
    state: strategy.initialState(parameters),
    timers: [],
    orderIds: new Set(),
    journaled: "",
    isTouched: true,
  });
  return null;
}

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
  const { state: ownState, timers } = JSON.parse(stored.snapshot) as { state: Json; timers: Timer[] };
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
    orderIds,
    journaled: `${stored.status}|${stored.snapshot}`,
    isTouched: isLost,
  });
}

/** Stops a run and cancels what it has working. Its position stays. */
export function stopRun(state: EngineState, runId: string): string | null {
  const run = state.runs.get(runId);
  if (run === undefined || run.status === "stopped") return `Run "${runId}" is not running.`;
  for (const orderId of [...run.orderIds]) requestCancel(state, orderId);
  run.status = "stopped";
  run.timers = [];
  run.isTouched = true;
  return null;
}

/** Timers first, oldest first; then the event itself, run by run in the order they were started. */
export function onMarket(state: EngineState, event: MarketEvent): void {
  if (state.runs.size === 0) return;
  for (const run of state.runs.values()) {
    if (run.status !== "running") continue;
    fireTimers(state, run);
    if (run.holding.instrument.id !== event.instrumentId) continue;
    const { strategy } = run;
    if (event.kind === "candle" && strategy.onCandle !== undefined) {
      call(state, run, (context) => strategy.onCandle?.(run.state, event.candle, context) ?? []);
    } else if (event.kind === "book" && strategy.onQuote !== undefined) {
      const quote = state.prices.quote(event.instrumentId);
      if (quote !== null) call(state, run, (context) => strategy.onQuote?.(run.state, quote, context) ?? []);
    }
  }
}

/** The clock spoke without the market. */
export function onTimer(state: EngineState): void {
  for (const run of state.runs.values()) if (run.status === "running") fireTimers(state, run);
}

/** Tells the run whose order was filled. */
export function onFill(state: EngineState, fill: Fill, runId: string): void {
  const run = state.runs.get(runId);
  if (run === undefined || run.status !== "running" || run.strategy.onFill === undefined) return;
  call(state, run, (context) => run.strategy.onFill?.(run.state, fill, context) ?? []);
}

function fireTimers(state: EngineState, run: StrategyRun): void {
  const first = run.timers[0];
  if (first === undefined || first.at > state.now) return;
  const isDue = ({ at }: Timer) => at <= state.now;
  // Taken out before any rings: one that a handler sets for now waits for the next event, so none can hold the loop.
  for (const { timerId } of run.timers.splice(0, run.timers.filter(isDue).length)) {
    call(state, run, (context) => run.strategy.onTimer?.(run.state, timerId, context) ?? []);
  }
}

/** A strategy that throws is faulted and heard no more; nobody else notices. The engine's own broken invariants pass on. */
function call(
  state: EngineState,
  run: StrategyRun,
  handler: (context: StrategyContext) => readonly StrategyIntent[],
): void {
  if (run.status !== "running") return; // The timer before this call may have faulted it.
  run.isTouched = true;
  try {
    for (const intent of handler(new RunContext(state, run))) carryOut(state, run, intent);
  } catch (error) {
    if (error instanceof InvariantError) throw error;
    fault(state, run, error);
  }
}

function fault(state: EngineState, run: StrategyRun, error: unknown): void {
  run.status = "faulted";
  run.reason = error instanceof Error ? error.message : String(error);
  for (const orderId of [...run.orderIds]) requestCancel(state, orderId);
}

/** What one call of a strategy may see. A class, since it is made for every event: its getters cost nothing to make. */
class RunContext implements StrategyContext {
  readonly now: Timestamp;
  readonly #state: EngineState;
  readonly #run: StrategyRun;

  constructor(state: EngineState, run: StrategyRun) {
    this.now = state.now;
    this.#state = state;
    this.#run = run;
  }

  get instrument(): Instrument {
    return this.#run.holding.instrument;
  }

  get positionLots(): number {
    const { instrument, netUnits } = this.#run.holding;
    return wholeLots(instrument, netUnits);
  }

  get workingOrderIds(): readonly string[] {
    const { orderIds } = this.#run;
    for (const orderId of orderIds) if (!this.#state.working.has(orderId)) orderIds.delete(orderId);
    return [...orderIds];
  }

  get quote(): Quote | null {
    return this.#state.prices.quote(this.#run.holding.instrument.id);
  }
}

function carryOut(state: EngineState, run: StrategyRun, intent: StrategyIntent): void {
  switch (intent.kind) {
    case "submit": {
      requireInteger(intent.quantityLots, "Order quantity in lots");
      if (intent.priceTicks !== null) requireInteger(intent.priceTicks, "Order price in ticks");
      const order: OrderIntent = {
        instrumentId: run.holding.instrument.id,
        side: intent.side,
        type: intent.type,
        quantityLots: intent.quantityLots,
        priceTicks: intent.priceTicks,
        timeInForce: intent.timeInForce,
        isPostOnly: false,
        source: { kind: "strategy", runId: run.runId },
        acceptsStalePrice: false,
      };
      const { orderId, rejection } = placeOrder(state, run.holding, order);
      if (rejection === null) run.orderIds.add(orderId);
      return;
    }
    case "cancel":
      if (run.orderIds.has(intent.orderId)) requestCancel(state, intent.orderId);
      return;
    case "wake":
      requireInteger(intent.at, "Wake time");
      run.timers.push({ timerId: intent.timerId, at: intent.at });
      run.timers.sort((a, b) => a.at - b.at);
      return;
  }
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
    return JSON.stringify({ state: run.state, timers: run.timers });
  } catch (error) {
    fault(state, run, error);
    run.state = null;
    run.timers = [];
    return JSON.stringify({ state: run.state, timers: run.timers });
  }
}
