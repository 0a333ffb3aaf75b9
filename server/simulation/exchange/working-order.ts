import type { Instrument } from "../../domain/markets/instrument.ts";
import type { OrderTicket } from "../../domain/orders/order.ts";
import type { OrderEvent } from "../../domain/orders/order-event.ts";
import type { Liquidity } from "../../domain/orders/order-type.ts";
import type { Timestamp } from "../../domain/time/timestamp.ts";
import type { VenueEvent } from "../../engine/ports.ts";
import { feeOf } from "./fee-model.ts";
import type { VenuePosition } from "./margin/venue-position.ts";

/** An order that the venue has accepted and not yet finished. */
export type WorkingOrder = {
  /** As it stands now: an amendment that keeps its place gives it other terms. */
  ticket: OrderTicket;
  readonly instrument: Instrument;
  /** What the venue holds open in a perpetual; null for spot. */
  readonly position: VenuePosition | null;
  /** The worst price it may trade at. */
  readonly boundTicks: number;
  readonly arrivedAt: Timestamp;
  /** Its place in time among the orders of one price. */
  readonly arrivalNumber: number;
  leftLots: number;
  /** Displayed quantity that trades before it; Infinity until a book has shown what stands at its price. */
  queueAheadLots: number;
  /** No tape has priced it yet: it may still turn out to be marketable. */
  isFresh: boolean;
};

/**
 * Books an execution and reports it. The trade id counts the order's filled lots, so that it stays unique when the order
 * is handed to a new venue after a restart. In a perpetual an order that only reduces trades no more than there is to reduce, and ends there.
 */
export function fill(
  order: WorkingOrder,
  quantityLots: number,
  priceTicks: number,
  liquidity: Liquidity,
  at: Timestamp,
  answers: VenueEvent[],
): void {
  const { position } = order;
  if (position === null) trade(order, quantityLots, priceTicks, liquidity, at, answers);
  else {
    if (order.leftLots === 0) return; // It was cut short at a better level.
    const lots = Math.min(quantityLots, position.mostOf(order.ticket));
    if (lots > 0) {
      trade(order, lots, priceTicks, liquidity, at, answers);
      position.book(order.ticket.side, lots, priceTicks);
    }
    if (lots === quantityLots) return;
    order.leftLots = 0;
    answers.push(canceled(order, "reduce-only", at));
  }
}

function trade(
  order: WorkingOrder,
  quantityLots: number,
  priceTicks: number,
  liquidity: Liquidity,
  at: Timestamp,
  answers: VenueEvent[],
): void {
  const { id, side, isReduceOnly } = order.ticket;
  order.leftLots -= quantityLots;
  const filledLots = order.ticket.quantityLots - order.leftLots;
  answers.push({
    kind: "filled",
    orderId: id,
    at,
    tradeId: `${id}-${filledLots}`,
    quantityLots,
    priceTicks,
    liquidity,
    ...feeOf(order.instrument, { side, quantityLots, priceTicks, liquidity, isReduceOnly }),
  });
}

export const canceled = (order: WorkingOrder, code: string, at: Timestamp): OrderEvent => ({
  kind: "canceled",
  orderId: order.ticket.id,
  at,
  code,
});
