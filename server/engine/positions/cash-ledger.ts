import { InvariantError } from "../../domain/errors/invariant.ts";
import type { Rejection } from "../../domain/errors/rejection.ts";
import { add, type Integer, negate, subtract } from "../../domain/money/integer.ts";
import { formatUnits } from "../../domain/money/money.ts";
import type { Balance } from "../../domain/portfolio/balance.ts";
import { squareOff } from "../borrowing/square-off.ts";
import { withdrawalRefusal } from "../borrowing/withdrawal.ts";
import type { EngineState } from "../engine-state.ts";
import { crossLossUnits } from "../margin/cross-loss.ts";

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
  const settled = {
    currency,
    totalUnits: add(balance.totalUnits, deltaUnits),
    reservedUnits: add(balance.reservedUnits, reservedDeltaUnits),
  };
  write(state, squareOff(state, settled));
}

/** Repays from what is there, or borrows what is missing, where the portfolio does so. */
export function square(state: EngineState, currency: string): void {
  const balance = balanceOf(state, currency);
  const after = squareOff(state, balance);
  if (after !== balance) write(state, after);
}

function write(state: EngineState, balance: Balance): void {
  if (balance.reservedUnits < 0) {
    throw new InvariantError(`Reserved ${balance.currency} would fall to ${balance.reservedUnits}`);
  }
  state.balances.set(balance.currency, balance);
  state.changes.push({ kind: "balance-changed", ...balance });
}

function freeUnits(state: EngineState, currency: string): Integer {
  const balance = balanceOf(state, currency);
  return subtract(balance.totalUnits, balance.reservedUnits);
}

/** What is free of a currency for something new: what cross positions have lost at the mark is as good as spent. */
export function spendableUnits(state: EngineState, currency: string): Integer {
  const free = freeUnits(state, currency);
  return state.margined.size === 0 ? free : subtract(free, crossLossUnits(state, currency));
}

type CashMove = {
  readonly key: string;
  readonly userId: string;
  readonly currency: string;
  /** Paid in, or out when negative. */
  readonly units: Integer;
};

/** Books what a person pays in or out. Returns why not, if it does not: nothing goes out that is not free. */
export function moveCash(state: EngineState, { key, userId, currency, units }: CashMove): Rejection | null {
  if (currency !== state.baseCurrency) {
    return {
      code: "currency-not-base",
      message: `This portfolio is kept in ${state.baseCurrency}; "${currency}" cannot be paid in or out. Use ${state.baseCurrency}.`,
      facts: { currency, baseCurrency: state.baseCurrency },
    };
  }
  const free = spendableUnits(state, currency);
  if (units < 0 && negate(units) > free) {
    const available = formatUnits(free, currency);
    const wanted = formatUnits(negate(units), currency);
    return {
      code: "insufficient-balance",
      message: `"${wanted}" ${currency} cannot be withdrawn: "${available}" is available. Withdraw less, or cancel orders that hold money back.`,
      facts: { wanted, available, currency },
    };
  }
  const uncovered = units < 0 ? withdrawalRefusal(state, negate(units)) : null;
  if (uncovered !== null) return uncovered;
  state.changes.push({ kind: "cash-moved", key, userId, currency, units, at: state.now });
  settle(state, currency, units, 0);
  return null;
}
