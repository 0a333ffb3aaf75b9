import { type Rejection, refuse } from "../../domain/errors/rejection.ts";
import { POSITION_SIDES, type PositionMode } from "../../domain/positions/position-side.ts";
import type { EngineState, Holding } from "../engine-state.ts";
import { notMargined } from "../margin/set-margin.ts";
import { moveMargin } from "../margin/settle-margin.ts";
import { positionsOf, sideHolding } from "./find-position.ts";

/** Sets whether a perpetual has one position or a long and a short one. Returns why not, if it does not: only while nothing is open or works. */
export function setPositionMode(state: EngineState, whole: Holding, mode: PositionMode): Rejection | null {
  const { margin: account } = whole;
  if (account === null) return notMargined(whole);
  if (account.positionMode === mode) return null;
  const rejection = problemWith(state, whole);
  if (rejection !== null) return rejection;
  account.positionMode = mode;
  moveMargin(state, whole, account, 0, 0);
  for (const side of POSITION_SIDES) {
    const holding = sideHolding(state, whole, side);
    if (holding.margin === null) continue;
    const { leverage, mode: marginMode } = account;
    Object.assign(holding.margin, { leverage, mode: marginMode });
    moveMargin(state, holding, holding.margin, 0, 0);
  }
  return null;
}

function problemWith(state: EngineState, whole: Holding): Rejection | null {
  const { name, id } = whole.instrument;
  if (positionsOf(state, whole).some(({ netUnits }) => netUnits !== 0))
    return refuse("position-open", `${name}'s position mode cannot change while a position is open. Close it first.`)
      .rejection;
  for (const { order } of state.working.values()) {
    if (order.instrumentId !== id) continue;
    return refuse("orders-working", `Orders work in ${name}, each for a position of its mode. Cancel them first.`)
      .rejection;
  }
  for (const { order } of state.algorithms.live()) {
    if (order.plan.instrumentId !== id) continue;
    return refuse("algorithm-working", `An algorithm works in ${name}. Cancel it first.`).rejection;
  }
  for (const { holding, status } of state.runs.values()) {
    if (holding !== whole || status === "stopped") continue;
    return refuse("strategy-running", `A strategy runs in ${name}, and counts on one position. Stop it first.`)
      .rejection;
  }
  return null;
}
