import { InvariantError } from "../../domain/errors/invariant.ts";
import type { Candle } from "../../domain/markets/candle.ts";
import { type Instrument, wholeLots } from "../../domain/markets/instrument.ts";
import type { MarketEvent } from "../../domain/markets/market-event.ts";
import type { Quote } from "../../domain/markets/quote.ts";
import { requireInteger } from "../../domain/money/integer.ts";
import type { Fill } from "../../domain/orders/fill.ts";
import type { OrderIntent } from "../../domain/orders/order-intent.ts";
import type { StrategyContext, StrategyIntent } from "../../domain/strategies/strategy.ts";
import { timeframeMs } from "../../domain/time/timeframe.ts";
import type { Timestamp } from "../../domain/time/timestamp.ts";
import type { EngineState } from "../engine-state.ts";
import { placeOrder, requestCancel } from "../orders/order-manager.ts";
import { isHedged } from "../positions/find-position.ts";
import { fault, type RunStart, type StrategyRun, type Timer } from "./strategy-run.ts";

/** Null when the run started; else why it could not. */
export function startRun(state: EngineState, start: RunStart): string | null {
  const strategy = state.findStrategy(start.strategy);
  if (strategy === undefined) return `Strategy "${start.strategy}" is not registered.`;
  const holding = state.holdings.get(start.instrumentId);
  if (holding === undefined) return `Instrument "${start.instrumentId}" is not listed.`;
  if (isHedged(holding))
    return `"${start.instrumentId}" is in hedge mode, and a strategy knows one position. Switch it to one-way.`;
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
    candles: {},
    orderIds: new Set(),
    journaled: "",
    isTouched: true,
  });
  return null;
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
      if (isNextCandle(state, run, event.candle)) {
        call(state, run, (context) => strategy.onCandle?.(run.state, event.candle, context) ?? []);
      }
    } else if (event.kind === "book" && strategy.onQuote !== undefined) {
      const quote = state.prices.quote(event.instrumentId);
      if (quote !== null) call(state, run, (context) => strategy.onQuote?.(run.state, quote, context) ?? []);
    }
  }
}

/** A late or repeated candle is not shown. After a gap the strategy is told of it, or starts over. */
function isNextCandle(state: EngineState, run: StrategyRun, { timeframe, openAt }: Candle): boolean {
  const last = run.candles[timeframe];
  if (last !== undefined && openAt <= last) return false;
  run.candles[timeframe] = openAt;
  const due = last === undefined ? openAt : last + timeframeMs(timeframe);
  if (openAt <= due) return true;
  const { strategy } = run;
  const gap = { timeframe, fromAt: due, untilAt: openAt };
  if (strategy.onGap === undefined) {
    run.state = strategy.initialState(run.parameters);
    run.isTouched = true;
  } else call(state, run, (context) => strategy.onGap?.(run.state, gap, context) ?? []);
  return true;
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
        isReduceOnly: false,
        source: { kind: "strategy", runId: run.runId },
        acceptsStalePrice: false,
        trigger: null,
        expiresAt: null,
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
