import type { TradingState } from "../risk/trading-state.ts";
import { STOP_ACTIONS, type Stop, type StopScope } from "./stop.ts";

/** Why trading stands as it does, in words, and the stops in force. */
export type StopsRecord = { readonly reason: string; readonly stops: readonly Stop[] };

/** As one text, for a row that keeps a reason: a bare sentence while no stop is in force. */
export const writeStops = ({ reason, stops }: StopsRecord): string =>
  stops.length === 0 ? reason : JSON.stringify({ reason, stops });

/** Reads what {@link writeStops} wrote. A halt of an older desk is a stop of the portfolio; what cannot be read is one, too. */
export function readStops(text: string, state: TradingState): StopsRecord {
  if (!text.startsWith("{")) return { reason: text, stops: bareStops(state, text) };
  try {
    const { reason, stops } = JSON.parse(text) as StopsRecord;
    if (typeof reason !== "string" || stops.length === 0 || !stops.every(isStop))
      throw new TypeError("no list of stops");
    return { reason, stops };
  } catch {
    const reason = "The stored stop could not be read";
    return { reason, stops: bareStops("halted", reason) };
  }
}

/** The stop behind a trading state that came without one. */
export function bareStops(state: TradingState, reason: string): readonly Stop[] {
  if (state === "active") return [];
  const action = state === "halted" ? "cancel-orders" : "reduce-only";
  const found = { orders: 0, positions: 0, runs: 0 };
  return [{ id: "", scope: { kind: "portfolio" }, action, userId: "", reason, at: 0, found }];
}

function isStop(stop: Stop): boolean {
  const { id, scope, action, userId, reason, at, found } = stop;
  const texts = [id, userId, reason].every((text) => typeof text === "string");
  const counts = [at, found.orders, found.positions, found.runs].every(Number.isSafeInteger);
  return texts && counts && STOP_ACTIONS.includes(action) && isScope(scope);
}

function isScope(scope: StopScope): boolean {
  switch (scope.kind) {
    case "everything":
    case "portfolio":
      return true;
    case "venue":
      return typeof scope.venue === "string";
    case "instrument":
      return typeof scope.instrumentId === "string";
    case "run":
      return typeof scope.runId === "string";
    default:
      return false;
  }
}
