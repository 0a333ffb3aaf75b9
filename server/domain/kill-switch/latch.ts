import type { Rejection } from "../errors/rejection.ts";
import { formatQuantity, type Instrument } from "../markets/instrument.ts";
import type { OrderTicket } from "../orders/order.ts";
import { isAtLeast, isClosingOf, reachedBy, type Stop, scopeText, strictestOver } from "./stop.ts";

/**
 * The kill switch's word on one order: null lets it pass. `mostLots` is what is left to close on its side. Fails closed: an
 * order that cannot be judged, for whatever reason, is refused.
 */
export function latchRefusal(
  latch: { readonly stops: readonly Stop[] },
  order: OrderTicket,
  instrument: Instrument,
  mostLots: () => number,
): Rejection | null {
  try {
    return judged(latch.stops, order, instrument, mostLots);
  } catch (error) {
    return {
      code: "latch-unreadable",
      message: `The kill switch could not be read, so no order passes: ${error instanceof Error ? error.message : String(error)}.`,
      facts: {},
    };
  }
}

function judged(
  stops: readonly Stop[],
  order: OrderTicket,
  instrument: Instrument,
  mostLots: () => number,
): Rejection | null {
  if (stops.length === 0) return null;
  const stop = strictestOver(stops, reachedBy(order, instrument));
  if (stop === null) return null;
  const facts = { stop: stop.id, scope: scopeText(stop.scope), action: stop.action };
  if (isAtLeast(stop.action, "cancel-orders") && !isClosingOf(stops, order))
    return { code: "trading-halted", message: haltedMessage(stop, instrument), facts };
  const most = mostLots();
  if (order.quantityLots <= most) return null;
  const quantity = formatQuantity(instrument, Math.max(0, most));
  return {
    code: "reducing-only",
    message: `Only orders that reduce a position are accepted now; this ${order.side} in ${instrument.name} may have at most "${quantity}" ${instrument.base}.`,
    facts: { ...facts, mostLots: String(most) },
  };
}

function haltedMessage({ scope }: Stop, { name }: Instrument): string {
  switch (scope.kind) {
    case "everything":
    case "portfolio":
      return "Trading is halted for this portfolio. Resume trading to send new orders.";
    case "venue":
      return `Trading at venue "${scope.venue}" is halted. Resume it to send new orders there.`;
    case "instrument":
      return `Trading in ${name} is halted. Resume it to send new orders in it.`;
    case "run":
      return `Strategy run "${scope.runId}" is halted. Resume it to let it send orders.`;
  }
}
