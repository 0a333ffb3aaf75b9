import {
  baseUnits,
  type Instrument,
  notionalUnits,
  valueOfBaseUnits,
} from "../../../../server/domain/markets/instrument.ts";
import { absolute, add, type Integer, subtract } from "../../../../server/domain/money/integer.ts";
import type { RiskSettings } from "../../../../server/domain/risk/risk-settings.ts";
import type { TicketOrder } from "../reading/read-ticket.ts";
import type { InstrumentHolding } from "../reading/ticket-view.ts";

/** How much of a risk limit is used, in quote units. */
export type LimitUse = { readonly usedUnits: Integer; readonly mostUnits: Integer; readonly isOver: boolean };

const usage = (usedUnits: Integer, mostUnits: Integer): LimitUse => ({
  usedUnits,
  mostUnits,
  isOver: usedUnits > mostUnits,
});

/** The order at its worst price against the portfolio's largest order. */
export function orderLimitUse(
  instrument: Instrument,
  order: TicketOrder,
  boundTicks: number,
  settings: RiskSettings,
): LimitUse {
  return usage(notionalUnits(instrument, boundTicks, order.quantityLots), settings.orderNotionalMaxUnits);
}

/**
 * The position after this order and every working one of its side, at the order's worst price, against the portfolio's
 * largest position. What brings the position nearer to zero is never over.
 */
export function positionLimitUse(
  instrument: Instrument,
  order: TicketOrder,
  boundTicks: number,
  holding: InstrumentHolding,
  settings: RiskSettings,
): LimitUse {
  const quantity = baseUnits(instrument, order.quantityLots);
  const after =
    order.side === "buy"
      ? add(add(holding.positionUnits, holding.workingBuyUnits), quantity)
      : subtract(subtract(holding.positionUnits, holding.workingSellUnits), quantity);
  const use = usage(valueOfBaseUnits(instrument, absolute(after), boundTicks), settings.positionNotionalMaxUnits);
  return absolute(after) <= absolute(holding.positionUnits) ? { ...use, isOver: false } : use;
}

/** For the eye: `31` for 31 %, rounded up to whole percents; 100 means full. */
export const usedPercent = ({ usedUnits, mostUnits, isOver }: LimitUse): number => {
  const percent = Math.ceil((Number(usedUnits) * 100) / Number(mostUnits));
  return percent === 100 && !isOver && usedUnits < mostUnits ? 99 : percent;
};
