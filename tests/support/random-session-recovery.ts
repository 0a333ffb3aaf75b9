import { tradingStateOf } from "../../server/domain/kill-switch/stop.ts";
import { add, subtract } from "../../server/domain/money/integer.ts";
import type { Balance } from "../../server/domain/portfolio/balance.ts";
import { takeUpAlgorithm } from "../../server/engine/algorithms/algorithm-journal.ts";
import { createState, type EngineState, type SessionSeed } from "../../server/engine/engine-state.ts";
import { restoreRun } from "../../server/engine/journal/run-journal.ts";
import { fillText, orderText } from "../../server/engine/journal/state-text.ts";
import { restoreMargin } from "../../server/engine/margin/settle-margin.ts";
import { takeUp } from "../../server/engine/orders/order-record.ts";
import { holdingOfLot, holdingOfOrder } from "../../server/engine/positions/find-position.ts";
import type { Batch } from "../../server/engine/trading-session.ts";
import type { Auditor } from "./auditor.ts";
import { isDead } from "./auditor-moves.ts";
import { heldByKey } from "./held-by-key.ts";

/** The state as the journal tells it, the way that a worker rebuilds it from the tables. */
export function rebuildState(seed: SessionSeed, auditor: Auditor, last: Batch | null): EngineState {
  const { fold } = auditor;
  const balances: Balance[] = [...fold.balances.values()];
  const state = createState({ ...seed, balances });
  for (const [key, values] of fold.margins) restoreMargin(state, heldByKey(state, key), values);
  if (last !== null) {
    state.now = last.at;
    state.sequence = last.sequence;
    Object.assign(state.counters, last.counters);
  }
  state.stops = fold.stops;
  state.selfTrade = fold.selfTrade;
  state.borrowing = fold.borrowing;
  state.tradingState = tradingStateOf(fold.stops);
  for (const order of fold.orders.values()) {
    const record = { order, holding: holdingOfOrder(state, order), tradeIds: new Set<string>() };
    if (isDead(order.status)) {
      state.closedDigest.add(orderText(order));
      state.closed.set(order.id, record);
      continue;
    }
    takeUp(state, order, record.holding);
  }
  for (const fill of fold.fills.values()) {
    state.fillsDigest.add(fillText(fill));
    (state.working.get(fill.orderId) ?? state.closed.get(fill.orderId))?.tradeIds.add(fill.tradeId);
  }
  for (const lot of fold.lots.values()) {
    const holding = holdingOfLot(state, lot);
    holding.lots.add(lot);
    const sum = lot.direction === "long" ? add : subtract;
    holding.netUnits = sum(holding.netUnits, lot.quantityUnits);
  }
  for (const [key, units] of fold.realised) {
    const exact = BigInt(units);
    const isSafe = exact <= BigInt(Number.MAX_SAFE_INTEGER) && exact >= -BigInt(Number.MAX_SAFE_INTEGER);
    heldByKey(state, key).realisedUnits = isSafe ? Number(exact) : exact;
  }
  for (const pending of fold.markouts.values()) state.markouts.restore(pending);
  for (const algorithm of fold.algorithms.values()) takeUpAlgorithm(state, algorithm);
  for (const run of auditor.runs.values()) if (run.status !== "stopped") restoreRun(state, run);
  return state;
}
