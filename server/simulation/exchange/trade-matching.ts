import type { TradeEvent } from "../../domain/markets/market-event.ts";
import { rests } from "../../domain/orders/order-type.ts";
import type { VenueEvent } from "../../engine/ports.ts";
import { isWithin, reaches } from "./fill-model.ts";
import { slippedTicks } from "./slippage-model.ts";
import type { VenueMarket } from "./venue-market.ts";
import { fill, type WorkingOrder } from "./working-order.ts";

const MINUTE_MS = 60_000;

/** A print where no book is known: it is the next price for market orders, and may fill limits that it passes. */
export function observeTrade(market: VenueMarket, event: TradeEvent, answers: VenueEvent[]): void {
  countVolume(market, event);
  const { waiting, freshLimits, bids, asks, settings } = market;
  const touched = event.priceTicks;
  if (waiting.length === 0 && freshLimits.length === 0 && touched > bids.bestTicks && touched < asks.bestTicks) return;
  let budgetLots = event.quantityLots;
  for (const order of [...waiting])
    budgetLots -= budgetLots > 0 ? fillMarket(market, order, event, budgetLots, answers) : 0;
  for (const order of freshLimits.splice(0)) budgetLots -= meetLimit(market, order, event, budgetLots, answers);
  for (const resting of [bids, asks]) {
    if (resting.isEmpty || !reaches(settings.fills, resting.side, resting.bestTicks, event.priceTicks)) continue;
    for (const order of resting.inPriority()) {
      if (budgetLots === 0 || !reaches(settings.fills, resting.side, order.boundTicks, event.priceTicks)) break;
      budgetLots -= meetLimit(market, order, event, budgetLots, answers);
    }
  }
}

function countVolume(market: VenueMarket, event: TradeEvent): void {
  const startAt = event.at - (event.at % MINUTE_MS);
  if (startAt !== market.minuteStartAt) {
    market.previousMinuteLots = startAt - market.minuteStartAt === MINUTE_MS ? market.minuteLots : 0;
    market.minuteStartAt = startAt;
    market.minuteLots = 0;
  }
  market.minuteLots += event.quantityLots;
}

/** Answers the lots it took of the print. */
function fillMarket(
  market: VenueMarket,
  order: WorkingOrder,
  event: TradeEvent,
  budgetLots: number,
  answers: VenueEvent[],
): number {
  const { side, timeInForce } = order.ticket;
  if (timeInForce === "FOK" && budgetLots < order.leftLots) {
    market.cancel(order, "fill-or-kill", event.at, answers);
    return 0;
  }
  const lots = Math.min(order.leftLots, budgetLots);
  const volumeLots = market.minuteLots + market.previousMinuteLots;
  const priceTicks = slippedTicks(market.settings.slippage, side, event.priceTicks, lots, volumeLots);
  order.isFresh = false;
  if (!isWithin(side, priceTicks, order.boundTicks)) {
    market.cancel(order, "beyond-collar", event.at, answers);
    return 0;
  }
  fill(order, lots, priceTicks, "taker", event.at, answers);
  market.dropIfDone(order);
  return lots;
}

/** Answers the lots it took of the print. A print that fills an order on sight makes it a taker. */
function meetLimit(
  market: VenueMarket,
  order: WorkingOrder,
  event: TradeEvent,
  budgetLots: number,
  answers: VenueEvent[],
): number {
  const { side, timeInForce, isPostOnly } = order.ticket;
  const isReached = reaches(market.settings.fills, side, order.boundTicks, event.priceTicks);
  const wasFresh = order.isFresh;
  order.isFresh = false;
  let lots = isReached ? Math.min(order.leftLots, budgetLots) : 0;
  if (timeInForce === "FOK" && lots < order.leftLots) lots = 0;
  if (lots > 0) fill(order, lots, order.boundTicks, wasFresh && !isPostOnly ? "taker" : "maker", event.at, answers);
  if (market.dropIfDone(order) || rests(timeInForce)) return lots;
  market.cancel(order, timeInForce === "FOK" ? "fill-or-kill" : "immediate-or-cancel", event.at, answers);
  return lots;
}
