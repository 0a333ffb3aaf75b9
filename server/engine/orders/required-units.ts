import { askedTicks, heldAtTicks, orderMarginUnits } from "../../domain/margin/order-margin.ts";
import { baseUnits, notionalUnits } from "../../domain/markets/instrument.ts";
import type { Integer } from "../../domain/money/integer.ts";
import { isWaiting, type OrderTicket } from "../../domain/orders/order.ts";
import { touchTicks } from "../../domain/risk/price-reference.ts";
import type { EngineState, Holding } from "../engine-state.ts";

/**
 * What an order holds back by itself: quote units at its worst price for a buy, base units for a sell; in a perpetual its margin, of a
 * sell at market at the best price.
 */
export function requiredUnits(
  { settings }: Pick<EngineState, "settings">,
  holding: Holding,
  ticket: OrderTicket,
  openLots: number,
): Integer {
  const { instrument, margin } = holding;
  const { boundTicks, isReduceOnly } = ticket;
  if (margin !== null) {
    const ticks = heldAtTicks(ticket, boundTicks, settings.collarBps);
    return orderMarginUnits(instrument, margin.leverage, isReduceOnly, ticks, openLots);
  }
  return ticket.side === "buy" ? notionalUnits(instrument, boundTicks, openLots) : baseUnits(instrument, openLots);
}

/** What must be free for an order by itself: a limit sell of a perpetual that reaches through the market opens at the best price. */
export function askedUnits(state: EngineState, holding: Holding, ticket: OrderTicket, openLots: number): Integer {
  const { instrument, margin } = holding;
  if (margin === null) return requiredUnits(state, holding, ticket, openLots);
  const touch = isWaiting(ticket) ? 0 : touchTicks(state.prices.get(ticket.instrumentId), ticket.side);
  const ticks = askedTicks(ticket, ticket.boundTicks, touch, state.settings.collarBps);
  return orderMarginUnits(instrument, margin.leverage, ticket.isReduceOnly, ticks, openLots);
}

export const reservedCurrency = (holding: Holding, ticket: OrderTicket): string =>
  ticket.side === "buy" || holding.margin !== null ? holding.instrument.quote : holding.instrument.base;
