import { baseUnits, feeUnits, type Instrument, notionalUnits } from "../../../../server/domain/markets/instrument.ts";
import { add, type Integer } from "../../../../server/domain/money/integer.ts";
import { rests } from "../../../../server/domain/orders/order-type.ts";
import { type Depth, type DepthWalk, walkDepth } from "../depth-walk.ts";
import type { TicketOrder } from "../reading/read-ticket.ts";

export type TicketCost = {
  readonly walk: DepthWalk;
  /** What the order is worth: the part that fills at once at the book's prices, the rest at its limit. */
  readonly valueUnits: Integer;
  readonly feeCurrency: string;
  /** Charged in the currency received, of a perpetual in its quote currency: the part that fills at once pays the taker's rate, the rest the maker's. */
  readonly feeUnits: Integer;
  /** Lots that wait in the book. */
  readonly restingLots: number;
  /** Lots that neither fill on the levels shown nor rest: a market or IOC order deeper than the screen. */
  readonly beyondLots: number;
};

/** What sending the order now would cost, as far as the book on screen tells. */
export function costOf(instrument: Instrument, order: TicketOrder, opposite: readonly Depth[]): TicketCost {
  const walk = walkDepth(instrument, order.side, opposite, order.quantityLots, order.priceTicks);
  const leftLots = order.quantityLots - walk.filledLots;
  const mayRest = order.priceTicks !== null && rests(order.timeInForce);
  const restingLots = mayRest ? leftLots : 0;
  const restingUnits = notionalUnits(instrument, order.priceTicks ?? 0, restingLots);
  const isCoin = order.side === "buy" && instrument.kind === "spot";
  const received = (lots: number, units: Integer) => (isCoin ? baseUnits(instrument, lots) : units);
  const taken = feeUnits(received(walk.filledLots, walk.notionalUnits), instrument.takerRateMillionths);
  const made = feeUnits(received(restingLots, restingUnits), instrument.makerRateMillionths);
  return {
    walk,
    valueUnits: add(walk.notionalUnits, restingUnits),
    feeCurrency: isCoin ? instrument.base : instrument.quote,
    feeUnits: add(taken, made),
    restingLots,
    beyondLots: leftLots - restingLots,
  };
}
