import { feeUnits, type Instrument, notionalUnits } from "../markets/instrument.ts";
import { add, type Integer, multiplyDivideUp, subtract } from "../money/integer.ts";
import type { OrderTicket } from "../orders/order.ts";
import type { Side } from "../orders/order-type.ts";
import { bestAboveBound } from "../risk/price-reference.ts";
import { initialUnits } from "./margin-tiers.ts";

/**
 * What an order in a perpetual would hold back of the quote currency if it stood alone and without a position: its initial margin and
 * the fee at a price of `ticks`. One that only reduces needs nothing: the venue never lets it open anything.
 */
export function orderMarginUnits(
  instrument: Instrument,
  leverage: number,
  isReduceOnly: boolean,
  ticks: number,
  openLots: number,
): Integer {
  if (isReduceOnly) return 0;
  const notional = notionalUnits(instrument, ticks, openLots);
  return add(initialUnits(notional, leverage), feeUnits(notional, instrument.takerRateMillionths));
}

/**
 * The price in ticks at which an order holds back its margin: its bound; but the margin of a short goes by what it traded at, so a sell at
 * market holds back the highest best price whose collar ends at its bound.
 */
export const heldAtTicks = (
  { side, type }: Pick<OrderTicket, "side" | "type">,
  boundTicks: number,
  collarBps: number,
) => (side === "sell" && type === "market" ? bestAboveBound(boundTicks, collarBps) : boundTicks);

/**
 * The price in ticks at which an order's margin must be free: what it holds back, or for a limit sell that reaches through the market the
 * best price, at which it trades at once. `touchTicks` is 0 without a price, and for an order that waits for its trigger.
 */
export function askedTicks(
  order: Pick<OrderTicket, "side" | "type">,
  boundTicks: number,
  touchTicks: number,
  collarBps: number,
): number {
  if (order.type === "market" || order.side === "buy") return heldAtTicks(order, boundTicks, collarBps);
  return Math.max(boundTicks, touchTicks);
}

/** The working orders of one side that do not only reduce: their open lots, and what they would hold back alone, summed. */
type SideOrders = { readonly lots: number; readonly units: Integer };

/** Of one position. */
export type OpeningOrders = Readonly<Record<Side, SideOrders>>;

export const NO_ORDERS: OpeningOrders = { buy: { lots: 0, units: 0 }, sell: { lots: 0, units: 0 } };

export function withOrder(orders: OpeningOrders, side: Side, lots: number, units: Integer): OpeningOrders {
  const { [side]: own } = orders;
  return { ...orders, [side]: { lots: own.lots + lots, units: add(own.units, units) } };
}

/**
 * What the orders of a position hold back together: buys and sells close what is open before they open anything, and never open both
 * ways at once, so only the side counts that would open more. Of a side that closes first it is the share of its lots beyond the
 * position, rounded up to the unit. (As Binance USDⓈ-M in one-way mode, `max(|position + buys|, |position − sells|)`, but in lots
 * and at the orders' own prices, so that the mark does not move it.)
 */
export function heldForOrders(netLots: number, orders: OpeningOrders): Integer {
  const buys = openingUnits(orders.buy, -netLots);
  const sells = openingUnits(orders.sell, netLots);
  return buys > sells ? buys : sells;
}

/** How much more is held back with another order that would hold back `units` alone. */
export const heldMoreUnits = (
  netLots: number,
  orders: OpeningOrders,
  side: Side,
  lots: number,
  units: Integer,
): Integer => subtract(heldForOrders(netLots, withOrder(orders, side, lots, units)), heldForOrders(netLots, orders));

/** What orders need not hold back because they close, or because those of the other side do: never negative. */
export const reliefUnits = (netLots: number, orders: OpeningOrders): Integer =>
  subtract(add(orders.buy.units, orders.sell.units), heldForOrders(netLots, orders));

function openingUnits({ lots, units }: SideOrders, closableLots: number): Integer {
  if (closableLots <= 0) return units;
  return lots <= closableLots ? 0 : multiplyDivideUp(units, lots - closableLots, lots);
}
