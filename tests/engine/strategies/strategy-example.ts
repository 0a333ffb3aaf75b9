import type { Json, Strategy, StrategyIntent } from "../../../server/domain/strategies/strategy.ts";
import type { EngineState } from "../../../server/engine/engine-state.ts";
import { BTC, control, pricedDesk } from "../desk-example.ts";

type Handlers = Partial<Pick<Strategy<Json>, "onCandle" | "onGap" | "onQuote" | "onFill" | "onTimer">>;
export const strategy = (handlers: Handlers, state: Json = {}): Strategy<Json> => ({
  name: "probe",
  parameters: {},
  initialState: () => structuredClone(state),
  ...handlers,
});
export const buy = (change: Partial<Extract<StrategyIntent, { kind: "submit" }>> = {}): StrategyIntent => ({
  kind: "submit",
  side: "buy",
  type: "limit",
  quantityLots: 100,
  priceTicks: 4_900_000,
  timeInForce: "GTC",
  ...change,
});

/** A desk on which each strategy runs under its name, in this order. */
export function deskWith(strategies: Record<string, Strategy<Json>>, instrumentId = BTC): EngineState {
  const state = pricedDesk({ findStrategy: (name) => strategies[name] });
  for (const name of Object.keys(strategies)) {
    control(state, { kind: "start-run", runId: name, strategy: name, instrumentId, parameters: {} });
  }
  return state;
}
export const runOf = (state: EngineState, runId: string) => {
  const run = state.runs.get(runId);
  if (run === undefined) throw new Error(`Run ${runId} is gone`);
  return run;
};

/** Notes down what a handler was called with, and answers for it. */
export function hear<Entry>(heard: Entry[], entry: Entry, intents: readonly StrategyIntent[] = []) {
  heard.push(entry);
  return intents;
}
