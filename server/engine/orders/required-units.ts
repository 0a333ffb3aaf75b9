import { askedTicks, orderMarginUnits } from "../../domain/margin/order-margin.ts";
import { baseUnits, notionalUnits } from "../../domain/markets/instrument.ts";
import type { Integer } from "../../domain/money/integer.ts";
import { isWaiting, type OrderTicket } from "../../domain/orders/order.ts";
import { touchTicks } from "../../domain/risk/price-reference.ts";
import type { EngineState, Holding } from "../engine-state.ts";

/** What an order holds back by itself: quote units at its worst price for a buy, base units for a sell; its margin in a perpetual. */
export function requiredUnits(holding: Holding, ticket: OrderTicket, openLots: number): Integer {
  if (holding.margin !== null) return orderMarginUnits(holding.instrument, holding.margin.leverage, ticket, openLots);
  return ticket.side === "buy"
    ? notionalUnits(holding.instrument, ticket.boundTicks, openLots)
    : baseUnits(holding.instrument, openLots);
}

/** What must be free for an order by itself: a short that opens at once, above its bound, needs its margin there. */
export function askedUnits(state: EngineState, holding: Holding, ticket: OrderTicket, openLots: number): Integer {
  const { side, boundTicks } = ticket;
  if (holding.margin === null || side === "buy" || isWaiting(ticket)) return requiredUnits(holding, ticket, openLots);
  const ticks = askedTicks(side, boundTicks, touchTicks(state.prices.get(ticket.instrumentId), side));
  return requiredUnits(holding, { ...ticket, boundTicks: ticks }, openLots);
}

export const reservedCurrency = (holding: Holding, ticket: OrderTicket): string =>
  ticket.side === "buy" || holding.margin !== null ? holding.instrument.quote : holding.instrument.base;
