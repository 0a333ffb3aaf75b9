import type { Candle } from "../../domain/markets/candle.ts";
import type { CandleEvent } from "../../domain/markets/market-event.ts";
import { rests } from "../../domain/orders/order-type.ts";
import { timeframeMs } from "../../domain/time/timeframe.ts";
import type { Timestamp } from "../../domain/time/timestamp.ts";
import type { VenueEvent } from "../../engine/ports.ts";
import { isWithin, reaches, tradableLots } from "./fill-model.ts";
import { slippedTicks } from "./slippage-model.ts";
import { remove, type VenueMarket } from "./venue-market.ts";
import { fill, type WorkingOrder } from "./working-order.ts";

/**
 * A candle where nothing finer is known. Orders that arrived before it closed meet its open; resting limits fill when it
 * passes them; all of ours together trade at most their share of its volume. Costs O(1) while it passes none of them.
 */
export function observeCandle(market: VenueMarket, event: CandleEvent, answers: VenueEvent[]): void {
  const { candle } = event;
  const { waiting, freshLimits, bids, asks } = market;
  const spanMs = timeframeMs(candle.timeframe);
  if (spanMs > market.candleMs) return;
  market.candleMs = spanMs;
  market.candleVolumeLots = candle.volumeLots;
  market.candleLowTicks = candle.lowTicks;
  market.candleHighTicks = candle.highTicks;
  market.candleLeftLots = tradableLots(market.settings.fills, candle.volumeLots);
  const isInside = candle.lowTicks > bids.bestTicks && candle.highTicks < asks.bestTicks;
  if (isInside && waiting.length === 0 && freshLimits.length === 0) return;
  pass(market, event, answers);
}

function pass(market: VenueMarket, event: CandleEvent, answers: VenueEvent[]): void {
  let budgetLots = market.candleLeftLots;
  // Who meets the open trades before who waits for an extreme.
  for (const order of [...market.waiting]) {
    if (order.arrivedAt < event.at) budgetLots -= meetOpen(market, order, event, budgetLots, answers);
  }
  for (const order of market.freshLimits.splice(0)) {
    if (order.arrivedAt >= event.at) market.freshLimits.push(order);
    else budgetLots -= meetOpenWithLimit(market, order, event, budgetLots, answers);
  }
  for (const resting of [market.bids, market.asks]) {
    const extremeTicks = resting.side === "buy" ? event.candle.lowTicks : event.candle.highTicks;
    if (resting.isEmpty || !reaches(market.settings.fills, resting.side, resting.bestTicks, extremeTicks)) continue;
    for (const order of resting.inPriority()) {
      if (budgetLots === 0 || !reaches(market.settings.fills, resting.side, order.boundTicks, extremeTicks)) break;
      if (order.arrivedAt >= event.at) continue;
      const lots = Math.min(order.leftLots, budgetLots);
      budgetLots -= lots;
      fill(order, lots, order.boundTicks, restedBefore(order, event.candle) ? "maker" : "taker", event.at, answers);
      market.dropIfDone(order);
    }
  }
  market.candleLeftLots = budgetLots;
}

/**
 * An order that a trigger released inside the candle which has just closed. Nothing finer is known, and the price was there: it trades
 * in that candle at the price that fired it, which is the worse of stop and open, then slippage; at most what is left of our share of
 * its volume. What remains goes on like any other order, and so does one that was held up until a candle that was never as good.
 */
export function meetTrigger(market: VenueMarket, order: WorkingOrder, at: Timestamp, answers: VenueEvent[]): void {
  const { side, type, releasedTicks } = order.ticket;
  if (!releasedTicks || market.candleVolumeLots === 0) return;
  if (side === "sell" ? releasedTicks > market.candleHighTicks : releasedTicks < market.candleLowTicks) return;
  const isLimit = type === "limit";
  if (isLimit && !isWithin(side, releasedTicks, order.boundTicks)) {
    order.isFresh = false; // The price has jumped over its limit: it rests there.
    remove(market.freshLimits, order);
    return;
  }
  const lots = Math.min(order.leftLots, market.candleLeftLots);
  if (lots === 0) return;
  const slipped = slippedTicks(market.settings.slippage, side, releasedTicks, lots, market.candleVolumeLots);
  const priceTicks = isWithin(side, slipped, order.boundTicks) ? slipped : order.boundTicks;
  market.candleLeftLots -= lots;
  order.isFresh = false;
  remove(market.freshLimits, order);
  fill(order, lots, priceTicks, "taker", at, answers);
  market.dropIfDone(order);
}

const restedBefore = (order: WorkingOrder, candle: Candle): boolean => order.arrivedAt < candle.openAt;

function priceAtOpen(market: VenueMarket, order: WorkingOrder, candle: Candle, lots: number): number {
  return slippedTicks(market.settings.slippage, order.ticket.side, candle.openTicks, lots, candle.volumeLots);
}

/** A market order trades at the open; what the candle's volume does not allow meets the next open. Answers lots taken. */
function meetOpen(
  market: VenueMarket,
  order: WorkingOrder,
  event: CandleEvent,
  budgetLots: number,
  answers: VenueEvent[],
): number {
  const { side, timeInForce } = order.ticket;
  const lots = Math.min(order.leftLots, budgetLots);
  if (timeInForce === "FOK" && lots < order.leftLots) {
    market.cancel(order, "fill-or-kill", event.at, answers);
    return 0;
  }
  if (lots === 0) return 0;
  order.isFresh = false;
  const priceTicks = priceAtOpen(market, order, event.candle, lots);
  if (!isWithin(side, priceTicks, order.boundTicks)) {
    market.cancel(order, "beyond-collar", event.at, answers);
    return 0;
  }
  fill(order, lots, priceTicks, "taker", event.at, answers);
  market.dropIfDone(order);
  return lots;
}

/** A limit order's first candle: marketable at the open it trades there as taker, never beyond its limit. Answers lots taken. */
function meetOpenWithLimit(
  market: VenueMarket,
  order: WorkingOrder,
  event: CandleEvent,
  budgetLots: number,
  answers: VenueEvent[],
): number {
  const { side, timeInForce, isPostOnly } = order.ticket;
  const { at } = event;
  order.isFresh = false;
  const isMarketable = isWithin(side, event.candle.openTicks, order.boundTicks);
  if (isMarketable && isPostOnly) {
    refusePostOnly(market, order, at, answers);
    return 0;
  }
  let lots = isMarketable ? Math.min(order.leftLots, budgetLots) : 0;
  if (timeInForce === "FOK" && lots < order.leftLots) lots = 0;
  if (lots > 0) {
    const slipped = priceAtOpen(market, order, event.candle, lots);
    const priceTicks = isWithin(side, slipped, order.boundTicks) ? slipped : order.boundTicks;
    fill(order, lots, priceTicks, "taker", at, answers);
  }
  if (market.dropIfDone(order) || rests(timeInForce)) return lots;
  market.cancel(order, timeInForce === "FOK" ? "fill-or-kill" : "immediate-or-cancel", at, answers);
  return lots;
}

/** What an amendment has made marketable may have traded before: that can only end canceled. */
function refusePostOnly(market: VenueMarket, order: WorkingOrder, at: Timestamp, answers: VenueEvent[]): void {
  if (order.leftLots < order.ticket.quantityLots) {
    market.cancel(order, "post-only-would-trade", at, answers);
    return;
  }
  market.drop(order);
  answers.push({
    kind: "rejected",
    orderId: order.ticket.id,
    at,
    code: "post-only-would-trade",
    message: "The candle opened at or beyond the limit, so the order would have taken. Use a price further away.",
  });
}
