import { positionMarginUnits } from "../../server/domain/margin/margin-account.ts";
import { trade } from "../../server/domain/margin/margin-position.ts";
import {
  askedTicks,
  heldForOrders,
  heldMoreUnits,
  orderMarginUnits,
  withOrder,
} from "../../server/domain/margin/order-margin.ts";
import { baseUnits, feeUnits, type Instrument, notionalUnits } from "../../server/domain/markets/instrument.ts";
import { add, type Integer, multiply, multiplyDivide, negate, subtract } from "../../server/domain/money/integer.ts";
import { DEFAULT_RISK_SETTINGS } from "../../server/domain/risk/risk-settings.ts";
import { orderLimitUse, positionLimitUse } from "../trade/ticket/preview/limit-use.ts";
import { boundOf, type OrderPreview, type PreviewView } from "../trade/ticket/preview/preview-order.ts";
import { costOf } from "../trade/ticket/preview/ticket-cost.ts";
import type { TicketOrder } from "../trade/ticket/reading/read-ticket.ts";
import { cameUnits, liquidationOf, type MarginView } from "./margin-view.ts";

/** What an order in a perpetual would do. */
export type MarginPreview = OrderPreview & {
  readonly leverage: number;
  /** Where the venue would close the position that it leads to, in ticks, and how far that is from its own price, in percent. */
  readonly liquidation: { readonly ticks: number; readonly percent: number } | null;
  /** It leaves nothing open. */
  readonly isFlatAfter: boolean;
  /** Why nothing need be held back; null where something must. */
  readonly whyFree: "reduce-only" | "closes" | "other side holds more" | null;
};

const MILLION = 1_000_000;

/** Null while there is no price to judge a market order by. */
export function previewMargin(
  instrument: Instrument,
  order: TicketOrder,
  view: PreviewView,
  margin: MarginView,
): MarginPreview | null {
  const boundTicks = boundOf(order, view.touch);
  if (boundTicks === 0) return null;
  const { values } = margin;
  const { quantityLots, isReduceOnly } = order;
  const alone = (lots: number, ticks: number) =>
    orderMarginUnits(instrument, values.leverage, isReduceOnly, ticks, lots);
  const waits = order.trigger !== null;
  const settings = DEFAULT_RISK_SETTINGS;
  const needTicks = askedTicks(order, boundTicks, waits ? 0 : (view.touch.bid ?? 0), settings.collarBps);
  const requiredUnits = isReduceOnly
    ? 0
    : heldMoreUnits(values.netLots, margin.orders, order.side, quantityLots, alone(quantityLots, needTicks));
  const cost = waits || view.opposite.length === 0 ? null : costOf(instrument, order, view.opposite);
  const lots = quantityLots - (cost?.beyondLots ?? 0);
  const whole = traded(margin, order.side, {
    lots,
    notional: cost?.valueUnits ?? notionalUnits(instrument, boundTicks, lots),
    fee: cost?.feeUnits ?? 0,
  });
  const { netLots } = whole.position;
  const ticks = liquidationOf(margin, whole.position, values, whole.movedUnits);
  const atTicks = cost?.walk.averageTicks ?? boundTicks;
  return {
    boundTicks,
    cost,
    requiredUnits,
    isShort: requiredUnits > view.availableUnits,
    availableAfter: cost === null ? null : subtract(view.availableUnits, spentUnits()),
    positionAfter: cost === null && !waits ? null : signed(instrument, netLots),
    orderUse: orderLimitUse(instrument, order, boundTicks, settings),
    positionUse: positionLimitUse(instrument, order, boundTicks, view.holding, settings),
    leverage: values.leverage,
    liquidation: ticks === null ? null : { ticks, percent: (Math.abs(ticks - atTicks) / atTicks) * 100 },
    isFlatAfter: netLots === 0,
    whyFree: requiredUnits === 0 ? whyFree(order, values.netLots) : null,
  };

  /** What fills at once moves margin behind the position, and what it realises; the rest is held back. */
  function spentUnits(): Integer {
    if (cost === null) return 0;
    const { filledLots, notionalUnits: notional } = cost.walk;
    const fee = feeUnits(notional, instrument.takerRateMillionths);
    const now = traded(margin, order.side, { lots: filledLots, notional, fee });
    const behind = subtract(subtract(now.marginUnits, values.marginUnits), now.movedUnits);
    const { restingLots } = cost;
    const orders = isReduceOnly
      ? margin.orders
      : withOrder(margin.orders, order.side, restingLots, alone(restingLots, order.priceTicks ?? 0));
    const held = heldForOrders(now.position.netLots, orders);
    return add(behind, subtract(held, heldForOrders(values.netLots, margin.orders)));
  }
}

const whyFree = ({ isReduceOnly, side, quantityLots }: TicketOrder, netLots: number) =>
  isReduceOnly
    ? "reduce-only"
    : quantityLots <= (side === "sell" ? netLots : -netLots)
      ? "closes"
      : "other side holds more";

type Traded = { readonly lots: number; readonly notional: Integer; readonly fee: Integer };

function traded({ values }: MarginView, side: TicketOrder["side"], { lots, notional, fee }: Traded) {
  if (lots === 0) return { position: values, marginUnits: values.marginUnits, movedUnits: 0 };
  const { position, realisedUnits } = trade(values, { side, quantityLots: lots, notionalUnits: notional });
  const isSame = Math.sign(position.netLots) === Math.sign(values.netLots);
  return {
    position,
    marginUnits: positionMarginUnits(position, values, isSame ? cameUnits(values) : 0),
    movedUnits: subtract(realisedUnits, fee),
  };
}

const signed = (instrument: Instrument, lots: number): Integer =>
  lots < 0 ? negate(baseUnits(instrument, -lots)) : baseUnits(instrument, lots);

/**
 * The whole lots that a share of what is free pays the margin and the fee of, at the worst price that they may trade at; to close with,
 * the same share of what is open and that no order closes yet.
 */
export function lotsForMargin(
  { instrument, values: { leverage, netLots }, orders }: MarginView,
  order: Pick<TicketOrder, "side" | "type">,
  availableUnits: Integer,
  sharePercent: number,
  worstTicks: number,
  /** Null for an order that waits. */
  bidTicks: number | null,
): number {
  if (worstTicks <= 0) return 0;
  const { side } = order;
  const ticks = askedTicks(order, worstTicks, bidTicks ?? 0, DEFAULT_RISK_SETTINGS.collarBps);
  const share = availableUnits > 0 ? multiplyDivide(availableUnits, sharePercent, 100) : 0;
  const alone = (lots: number) => orderMarginUnits(instrument, leverage, false, ticks, lots);
  const perLot = multiply(ticks, instrument.quoteUnitsPerTickLot);
  const perMillion = MILLION + instrument.takerRateMillionths * leverage;
  let lots = Number(multiplyDivide(multiply(share, leverage), MILLION, multiply(perLot, perMillion)));
  // Margin and fee are each rounded up to the unit.
  while (lots > 0 && alone(lots) > share) lots -= 1;
  const closable = Math.max(0, (side === "sell" ? netLots : -netLots) - orders[side].lots);
  const closing = Math.floor((closable * sharePercent) / 100);
  const isCarried = (of: number) => heldMoreUnits(netLots, orders, side, of, alone(of)) <= share;
  // Beside orders at other prices it can weigh more than alone: then only what closes is sure.
  const wanted = Math.min(closing + lots, instrument.quantityLotsMax);
  return isCarried(wanted) ? wanted : Math.min(closing, wanted);
}
