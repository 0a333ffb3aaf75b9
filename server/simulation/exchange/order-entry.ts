import { formatQuantity, type Instrument, notionalUnits } from "../../domain/markets/instrument.ts";
import { formatUnits } from "../../domain/money/money.ts";
import type { OrderTicket } from "../../domain/orders/order.ts";
import type { Timestamp } from "../../domain/time/timestamp.ts";

type Refusal = { readonly code: string; readonly message: string };

/** The worst price an order may trade at, or null when it names none. */
export const boundTicksOf = (ticket: OrderTicket): number | null =>
  ticket.type === "limit" ? ticket.priceTicks : ticket.boundTicks;

/** The venue's own rules, enforced whatever the sender checked before. Null when the order may enter. */
export function refuseEntry(ticket: OrderTicket, instrument: Instrument, at: Timestamp): Refusal | null {
  const { quantityLots, expiresAt } = ticket;
  if (expiresAt && expiresAt <= at) {
    return { code: "expiry-passed", message: `The order's time "${expiresAt}" had passed when it arrived.` };
  }
  if (!Number.isSafeInteger(quantityLots) || quantityLots < 1) {
    return {
      code: "quantity-not-positive",
      message: `Quantity "${quantityLots}" lots is no whole number of ${instrument.lot} ${instrument.base}. Use at least one lot.`,
    };
  }
  if (quantityLots > instrument.quantityLotsMax) {
    const most = formatQuantity(instrument, instrument.quantityLotsMax);
    return {
      code: "quantity-above-maximum",
      message: `Quantity "${formatQuantity(instrument, quantityLots)}" is above ${instrument.name}'s largest order. Use at most "${most}".`,
    };
  }
  const boundTicks = boundTicksOf(ticket);
  if (boundTicks === null || !Number.isSafeInteger(boundTicks) || boundTicks < 1) {
    return {
      code: "price-not-positive",
      message: `Price "${boundTicks}" must be a whole number of ticks of ${instrument.tick}. Use at least one tick.`,
    };
  }
  const notional = notionalUnits(instrument, boundTicks, quantityLots);
  if (ticket.type === "limit" && notional < instrument.minNotionalUnits) {
    const least = formatUnits(instrument.minNotionalUnits, instrument.quote);
    return {
      code: "notional-below-minimum",
      message: `Order value "${formatUnits(notional, instrument.quote)}" ${instrument.quote} is below "${least}". Increase the quantity.`,
    };
  }
  return null;
}
