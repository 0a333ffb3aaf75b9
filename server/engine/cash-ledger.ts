import { InvariantError } from "../domain/errors/invariant.ts";
import { add, type Integer, subtract } from "../domain/money/integer.ts";
import type { Balance } from "../domain/portfolio/balance.ts";
import type { EngineState } from "./engine-state.ts";

export function balanceOf(state: EngineState, currency: string): Balance {
  return state.balances.get(currency) ?? { currency, totalUnits: 0, reservedUnits: 0 };
}

/** Puts `units` behind an order; releases when negative. */
export function reserve(state: EngineState, currency: string, units: Integer): void {
  if (units === 0) return;
  const balance = balanceOf(state, currency);
  write(state, { ...balance, reservedUnits: add(balance.reservedUnits, units) });
}

/** Moves `deltaUnits` in or out of a balance and changes what is reserved of it at once. */
export function settle(state: EngineState, currency: string, deltaUnits: Integer, reservedDeltaUnits: Integer): void {
  if (deltaUnits === 0 && reservedDeltaUnits === 0) return;
  const balance = balanceOf(state, currency);
  write(state, {
    currency,
    totalUnits: add(balance.totalUnits, deltaUnits),
    reservedUnits: add(balance.reservedUnits, reservedDeltaUnits),
  });
}

function write(state: EngineState, balance: Balance): void {
  if (balance.reservedUnits < 0) {
    throw new InvariantError(`Reserved ${balance.currency} would fall to ${balance.reservedUnits}`);
  }
  state.balances.set(balance.currency, balance);
  state.changes.push({ kind: "balance-changed", ...balance });
}

export function freeUnits(state: EngineState, currency: string): Integer {
  const balance = balanceOf(state, currency);
  return subtract(balance.totalUnits, balance.reservedUnits);
}
