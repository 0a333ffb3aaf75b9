import { baseUnits, type Instrument, notionalUnits } from "../../../../server/domain/markets/instrument.ts";
import { add, type Integer, negate, subtract } from "../../../../server/domain/money/integer.ts";
import { boundWhileWaiting, collarTicks } from "../../../../server/domain/risk/price-reference.ts";
import { DEFAULT_RISK_SETTINGS } from "../../../../server/domain/risk/risk-settings.ts";
import type { Depth } from "../depth-walk.ts";
import { pointsOf } from "../reading/price-guard.ts";
import type { Touch } from "../reading/price-source.ts";
import type { TicketOrder } from "../reading/read-ticket.ts";
import type { InstrumentHolding } from "../reading/ticket-view.ts";
import { type LimitUse, orderLimitUse, positionLimitUse } from "./limit-use.ts";
import { costOf, type TicketCost } from "./ticket-cost.ts";

/** What sending the order now would do, as far as this page can know. */
export type OrderPreview = {
  /** The worst price that it may trade at: its limit, or the collar's bound of a market order. */
  readonly boundTicks: number;
  /** Null without a book on screen. */
  readonly cost: TicketCost | null;
  /** Held back while it works: quote units for a buy, base units for a sell. */
  readonly requiredUnits: Integer;
  readonly isShort: boolean;
  /** What stays free of that currency once it has filled or rests; null without a book. */
  readonly availableAfter: Integer | null;
  /** The position in base units once all of it has filled, the fee of a buy taken off; null without a book. */
  readonly positionAfter: Integer | null;
  readonly orderUse: LimitUse;
  readonly positionUse: LimitUse;
};

export type PreviewView = {
  readonly touch: Touch;
  readonly opposite: readonly Depth[];
  readonly holding: InstrumentHolding;
  readonly availableUnits: Integer;
};

/** The worst price that the order may trade at, in ticks; 0 while there is none to tell it by. */
export function boundOf(order: TicketOrder, touch: Touch): number {
  const { collarBps } = DEFAULT_RISK_SETTINGS;
  if (order.trigger !== null) return boundWhileWaiting(order, collarBps);
  return order.priceTicks ?? collarTicks(pointsOf(touch), order.side, collarBps);
}

/**
 * Null while there is no price to judge a market order by. One that waits for its trigger costs nothing now; reduce-only it holds
 * nothing back either.
 */
export function previewOrder(instrument: Instrument, order: TicketOrder, view: PreviewView): OrderPreview | null {
  const settings = DEFAULT_RISK_SETTINGS;
  const waits = order.trigger !== null;
  const boundTicks = boundOf(order, view.touch);
  if (boundTicks === 0) return null;
  const isBuy = order.side === "buy";
  const { holding, availableUnits } = view;
  const quantity = baseUnits(instrument, order.quantityLots);
  const isFree = waits && order.isReduceOnly;
  const requiredUnits = isFree ? 0 : isBuy ? notionalUnits(instrument, boundTicks, order.quantityLots) : quantity;
  const cost = waits || view.opposite.length === 0 ? null : costOf(instrument, order, view.opposite);
  const done = cost === null ? null : baseUnits(instrument, order.quantityLots - cost.beyondLots);
  const bought = cost === null ? quantity : subtract(done ?? 0, cost.feeUnits);
  const moved = cost === null && !waits ? null : isBuy ? bought : negate(done ?? quantity);
  return {
    boundTicks,
    cost,
    requiredUnits,
    isShort: requiredUnits > availableUnits,
    availableAfter: cost === null || done === null ? null : subtract(availableUnits, isBuy ? cost.valueUnits : done),
    positionAfter: moved === null ? null : add(holding.positionUnits, moved),
    orderUse: orderLimitUse(instrument, order, boundTicks, settings),
    positionUse: positionLimitUse(instrument, order, boundTicks, holding, settings),
  };
}
