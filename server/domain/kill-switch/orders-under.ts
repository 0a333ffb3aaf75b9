import { type Instrument, wholeLots } from "../markets/instrument.ts";
import { absolute, type Integer } from "../money/integer.ts";
import type { Order } from "../orders/order.ts";
import { isHeld } from "../orders/order-status.ts";
import { positionKey } from "../positions/position-side.ts";
import { covers, isAtLeast, isClosingOf, reachedBy, type Stop } from "./stop.ts";

/** An order that works, and what is held in its instrument. */
export type WorkingOrder = {
  readonly order: Order;
  readonly holding: { readonly instrument: Instrument; readonly netUnits: Integer };
};

/**
 * Orders that work though one of `pulled` wants them gone: all but the closing orders of `stops`; where only what reduces may
 * stay, those that add risk, and of those that close the ones beyond what is held, the newest first. What waits to protect a
 * position stays then.
 */
export function ordersUnder<Working extends WorkingOrder>(
  pulled: readonly Pick<Stop, "scope" | "action">[],
  stops: readonly Stop[],
  working: Iterable<Working>,
): Working[] {
  const found: Working[] = [];
  const left = new Map<string, number>();
  for (const record of working) {
    const { order, holding } = record;
    const reached = reachedBy(order, holding.instrument);
    const over = pulled.filter((stop) => isAtLeast(stop.action, "reduce-only") && covers(stop, reached));
    if (over.length === 0 || isClosingOf(stops, order)) continue;
    if (over.some(({ action }) => isAtLeast(action, "cancel-orders"))) {
      found.push(record);
      continue;
    }
    if (isProtection(order)) continue;
    if (order.isReduceOnly && isHeld(order.status)) continue; // It is cut to what is held when it goes.
    const key = positionKey(order.instrumentId, order.positionSide);
    const lots = left.get(key) ?? wholeLots(holding.instrument, absolute(holding.netUnits));
    const after = lots - openLots(order);
    const isClosing = holding.netUnits !== 0 && order.side === (holding.netUnits > 0 ? "sell" : "buy");
    if (isClosing && after >= 0) left.set(key, after);
    else found.push(record);
  }
  return found;
}

/** It waits in the worker and is cut to what is held when it goes out: several may guard the same position. */
const isProtection = ({ isReduceOnly, status }: Order): boolean =>
  isReduceOnly && (status === "emulated" || status === "released");

const openLots = ({ quantityLots, filledLots, amendment }: Order): number =>
  Math.max(0, Math.max(quantityLots, amendment?.quantityLots ?? 0) - filledLots);
