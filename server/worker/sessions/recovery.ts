import { NO_BORROWING } from "../../domain/borrowing/loan.ts";
import { tradingStateOf } from "../../domain/kill-switch/stop.ts";
import { bareStops } from "../../domain/kill-switch/stored-stops.ts";
import { LISTED_INSTRUMENTS } from "../../domain/markets/listed-instruments.ts";
import { add, subtract } from "../../domain/money/integer.ts";
import type { Order } from "../../domain/orders/order.ts";
import type { OrderEvent } from "../../domain/orders/order-event.ts";
import { isHeld } from "../../domain/orders/order-status.ts";
import { DEFAULT_SELF_TRADE } from "../../domain/orders/self-trade.ts";
import type { RiskSettings } from "../../domain/risk/risk-settings.ts";
import type { Strategy } from "../../domain/strategies/strategy.ts";
import type { Timestamp } from "../../domain/time/timestamp.ts";
import { takeUpAlgorithm } from "../../engine/algorithms/algorithm-journal.ts";
import { createState, type EngineState } from "../../engine/engine-state.ts";
import { restoreRun } from "../../engine/journal/run-journal.ts";
import { restoreMargin } from "../../engine/margin/settle-margin.ts";
import { takeUp } from "../../engine/orders/order-record.ts";
import { holdingOfLot, holdingOfOrder, storedHolding } from "../../engine/positions/find-position.ts";
import type { SessionOrigin } from "./session-origin.ts";

/** A session's state made of its origin. */
export function stateOf(
  origin: SessionOrigin,
  findStrategy: (name: string) => Strategy | undefined,
  settings: RiskSettings,
): EngineState {
  const { stored, fillsDigest, closedDigest } = origin;
  const state = createState({
    key: stored.portfolio.key,
    baseCurrency: stored.portfolio.baseCurrency,
    instruments: LISTED_INSTRUMENTS,
    settings,
    balances: stored.balances,
    findStrategy,
    fillsDigest,
    closedDigest,
  });
  state.now = stored.tapeAt;
  state.sequence = stored.sequence;
  Object.assign(state.counters, stored.counters);
  state.stops = stored.stops ?? bareStops(stored.tradingState, ""); // Tapes of older desks do not say.
  state.tradingState = tradingStateOf(state.stops);
  state.selfTrade = stored.selfTrade ?? DEFAULT_SELF_TRADE;
  state.borrowing = stored.borrowing ?? NO_BORROWING; // Tapes of older desks do not say.
  for (const { instrumentId, positionSide = null, realisedUnits, margin } of stored.positions) {
    const holding = storedHolding(state, { instrumentId, positionSide });
    holding.realisedUnits = realisedUnits;
    if (margin) restoreMargin(state, holding, margin); // Tapes of older desks do not say.
  }
  for (const order of stored.workingOrders) takeUp(state, order, holdingOfOrder(state, order));
  for (const lot of stored.openLots) {
    const holding = holdingOfLot(state, lot);
    holding.lots.add(lot);
    const { netUnits } = holding;
    holding.netUnits =
      lot.direction === "long" ? add(netUnits, lot.quantityUnits) : subtract(netUnits, lot.quantityUnits);
  }
  // Tapes of older desks know of none.
  for (const pending of stored.markouts ?? []) state.markouts.restore(pending);
  for (const run of stored.runs) restoreRun(state, run);
  for (const algorithm of stored.algorithms ?? []) takeUpAlgorithm(state, algorithm); // Nor do they know of these.
  for (const order of origin.closedOrders) {
    state.closed.set(order.id, { order, holding: holdingOfOrder(state, order), tradeIds: new Set() });
  }
  for (const [orderId, tradeId] of origin.trades) {
    (state.working.get(orderId) ?? state.closed.get(orderId))?.tradeIds.add(tradeId);
  }
  return state;
}

/** Acknowledged, or filled in part before the acknowledgement came. */
export const hasReachedVenue = (order: Order): boolean => order.venueOrderId !== null || order.filledLots > 0;

/**
 * What the paper venue says after a restart. It kept no truth: acknowledged orders are handed to it again, and a submit
 * or an amendment that was committed but never acknowledged is judged as in live: absent, hence never reached the venue.
 */
export function judgeInFlight(state: EngineState): OrderEvent[] {
  const verdicts: OrderEvent[] = [];
  for (const { order } of state.working.values()) {
    if (isHeld(order.status)) continue; // The venue was never to hear of it.
    if (hasReachedVenue(order)) {
      // A cancel under way is asked for again, and what was to follow it still does.
      const isOnItsWayOut = order.amendment?.isReplacement === true && order.status === "pending-cancel";
      if (order.amendment !== null && !isOnItsWayOut) verdicts.push(amendmentLost(order, state.now));
      continue;
    }
    verdicts.push({
      kind: "rejected",
      orderId: order.id,
      at: state.now,
      code: "never-reached-venue",
      message: "The desk stopped before the venue acknowledged this order. It was never sent and will not trade.",
    });
  }
  return verdicts;
}

const amendmentLost = ({ id: orderId, revision }: Order, at: Timestamp): OrderEvent => ({
  kind: "amend-rejected",
  orderId,
  at,
  revision,
  code: "never-reached-venue",
  message: "The desk stopped before the venue answered. The order works on with its old price and quantity.",
});
