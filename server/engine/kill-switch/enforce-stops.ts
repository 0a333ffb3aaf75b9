import { isAtLeast, isClosingOf } from "../../domain/kill-switch/stop.ts";
import { baseUnits } from "../../domain/markets/instrument.ts";
import type { Order } from "../../domain/orders/order.ts";
import type { OrderIntent } from "../../domain/orders/order-intent.ts";
import { closeQuantity } from "../../domain/positions/close-quantity.ts";
import { positionKey } from "../../domain/positions/position-side.ts";
import { touchTicks } from "../../domain/risk/price-reference.ts";
import type { Timestamp } from "../../domain/time/timestamp.ts";
import type { EngineState, Holding } from "../engine-state.ts";
import { placeOrder, requestCancel } from "../orders/order-manager.ts";
import { isClosingPossible, judgeClosing } from "../orders/risk-gate.ts";
import { ordersToCancel, positionsUnder } from "./under-stop.ts";

/** How long, by the tape, until what a venue refused or left undone is asked again. */
export const RETRY_MS = 1_000;

/**
 * Works towards what the stops in force want, after each event, until nothing is left to do: cancels that were refused are
 * asked again, positions are closed with reduce-only market orders, as much at a time as nothing else closes already.
 * All it goes by stands in the journal, so that a restart goes on where it was. An event of one market moves only what is in
 * that market (null: all of it), so that a session which sleeps through the others journals the same.
 */
export function enforceStops(state: EngineState, instrumentId: string | null): void {
  const isMeant = (id: string) => instrumentId === null || id === instrumentId;
  for (const { order } of ordersToCancel(state, state.stops)) {
    if (!isMeant(order.instrumentId) || order.status === "pending-cancel") continue;
    if (order.updatedAt + RETRY_MS <= state.now) requestCancel(state, order.id);
  }
  for (const stop of state.stops) {
    if (!isAtLeast(stop.action, "flatten")) continue;
    const open = positionsUnder(state, stop).filter(({ instrument }) => isMeant(instrument.id));
    if (open.length === 0) continue;
    const triedAt = lastTries(state);
    for (const holding of open) {
      const tried = triedAt.get(positionKey(holding.instrument.id, holding.positionSide));
      if (tried === undefined || tried + RETRY_MS <= state.now) close(state, holding, stop);
    }
  }
}

const keyOf = ({ instrumentId, positionSide }: Order): string => positionKey(instrumentId, positionSide);

/** When each position's newest closing order ended; never while one is at work. */
function lastTries(state: EngineState): ReadonlyMap<string, Timestamp> {
  const tries = new Map<string, Timestamp>();
  for (const { order } of state.closed.values()) {
    if (isClosingOf(state.stops, order)) tries.set(keyOf(order), order.updatedAt);
  }
  for (const { order } of state.working.values()) {
    if (isClosingOf(state.stops, order)) tries.set(keyOf(order), Number.POSITIVE_INFINITY);
  }
  return tries;
}

function close(
  state: EngineState,
  holding: Holding,
  { id, userId }: { readonly id: string; readonly userId: string },
): void {
  const intent = closingIntent(state, holding, { id, userId });
  // Dry, so that what cannot be sent now leaves no trail of denied orders.
  if (intent !== null && isClosingPossible(state, holding, intent)) placeOrder(state, holding, intent, judgeClosing);
}

function closingIntent(
  state: EngineState,
  { instrument, positionSide, netUnits, workingBuyLots, workingSellLots }: Holding,
  { id, userId }: { readonly id: string; readonly userId: string },
): OrderIntent | null {
  const isLong = netUnits > 0;
  const quantity = closeQuantity(
    {
      instrument,
      netUnits,
      closingUnits: baseUnits(instrument, isLong ? workingSellLots : workingBuyLots),
      touchTicks: touchTicks(state.prices.get(instrument.id), isLong ? "sell" : "buy"),
    },
    "all",
  );
  if (!quantity.ok) return null;
  const { side, quantityLots } = quantity.value;
  return {
    instrumentId: instrument.id,
    side,
    quantityLots: Math.min(quantityLots, instrument.quantityLotsMax),
    type: "market",
    priceTicks: null,
    trigger: null,
    timeInForce: "IOC",
    expiresAt: null,
    isPostOnly: false,
    isReduceOnly: true,
    positionSide,
    source: { kind: "manual", userId, key: id },
    acceptsStalePrice: true,
  };
}
