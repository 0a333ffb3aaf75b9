import { baseUnits, notionalUnits } from "../../domain/markets/instrument.ts";
import { add, negate, subtract } from "../../domain/money/integer.ts";
import type { Fill } from "../../domain/orders/fill.ts";
import type { Order } from "../../domain/orders/order.ts";
import type { OrderEvent } from "../../domain/orders/order-event.ts";
import { isTerminal, type OrderStatus, requireTransition } from "../../domain/orders/order-status.ts";
import type { EngineState, Holding, OrderRecord } from "../engine-state.ts";
import { seeMidOfFill } from "../execution-quality/see-mid.ts";
import { watchFill } from "../execution-quality/take-markouts.ts";
import { cancelOrphans } from "../held/held-orders.ts";
import { fillText } from "../journal/state-text.ts";
import { settleMarginFill } from "../margin/settle-margin.ts";
import { settle } from "../positions/cash-ledger.ts";
import { bookPosition } from "../positions/position-keeper.ts";
import { takeAmendment } from "./amendments.ts";
import { openLots, tradableLots } from "./open-quantity.ts";
import { countWorking, dropAmendment, reservationFor, update } from "./order-record.ts";

/** Books an execution: order, cash, position. Null for a trade that was booked before. */
export function applyFill(
  state: EngineState,
  record: OrderRecord,
  event: Extract<OrderEvent, { kind: "filled" }>,
): Fill | null {
  if (record.tradeIds.has(event.tradeId)) return null;
  record.tradeIds.add(event.tradeId);
  const { holding } = record;
  const { instrument } = holding;
  const filledLots = record.order.filledLots + event.quantityLots;
  if (provesAmendment(record.order, event)) takeAmendment(state, record);
  const isFull = filledLots >= tradableLots(record.order);
  if (isFull) dropAmendment(state, record, "order-filled", "The order was filled before its terms could change.");
  const { order } = record;
  const isWorking = !isTerminal(order.status);
  const to: OrderStatus = isFull ? "filled" : "partially-filled";
  state.counters.fills += 1;
  const fill: Fill = {
    id: `${state.key}f${state.counters.fills.toString(36)}`,
    orderId: order.id,
    instrumentId: order.instrumentId,
    tradeId: event.tradeId,
    side: order.side,
    quantityLots: event.quantityLots,
    priceTicks: event.priceTicks,
    notionalUnits: notionalUnits(instrument, event.priceTicks, event.quantityLots),
    feeCurrency: event.feeCurrency,
    feeUnits: event.feeUnits,
    liquidity: event.liquidity,
    excessLots: Math.max(0, event.quantityLots - Math.max(0, tradableLots(order) - order.filledLots)),
    at: event.at,
  };
  // A late partial fill of a dead order is booked and the order stays dead; only one that completes it turns it filled.
  const status =
    isWorking ||
    (to === "filled" && order.status !== "filled" && order.status !== "rejected" && order.status !== "denied")
      ? requireTransition(order.status, to)
      : order.status;
  const next: Order = { ...order, status, filledLots };
  const reservedUnits = reservationFor(state, holding, next);
  countWorking(holding, order, openLots(next) - openLots(order));
  const released = subtract(reservedUnits, order.reservedUnits);
  const filledUnits = add(order.filledUnits, fill.notionalUnits);
  // Before the update, which may end the order: its group follows in this order.
  if (order.contingency) {
    state.contingent.push({ kind: "filled", record, lots: fill.quantityLots, priceTicks: fill.priceTicks });
  }
  update(state, record, to, { status, filledLots, filledUnits, reservedUnits });
  state.changes.push({ kind: "fill-booked", fill, mid: seeMidOfFill(state, fill.instrumentId, fill.at) });
  watchFill(state, fill);
  state.fillsDigest.add(fillText(fill));
  if (holding.margin === null) settleCash(state, holding, fill, released);
  else settleMarginFill(state, holding, holding.margin, fill, released);
  bookPosition(state, holding, fill);
  if (!state.triggers.isEmpty || state.released.size > 0) cancelOrphans(state, holding, order);
  return fill;
}

/** More than the old quantity, or a price beyond the old limit: the venue has taken the new terms, and its word for it is on the way. */
function provesAmendment(
  order: Order,
  { quantityLots, priceTicks }: { quantityLots: number; priceTicks: number },
): boolean {
  const { amendment } = order;
  if (amendment === null || amendment.isReplacement) return false;
  const isMore = amendment.quantityLots > order.quantityLots && order.filledLots + quantityLots > order.quantityLots;
  return isMore || (order.side === "buy" ? priceTicks > order.boundTicks : priceTicks < order.boundTicks);
}

function settleCash(state: EngineState, holding: Holding, fill: Fill, reservedDelta: Order["reservedUnits"]): void {
  const { instrument } = holding;
  const fee = (currency: string) => (fill.feeCurrency === currency ? fill.feeUnits : 0);
  const quantity = baseUnits(instrument, fill.quantityLots);
  if (fill.side === "buy") {
    settle(state, instrument.quote, negate(add(fill.notionalUnits, fee(instrument.quote))), reservedDelta);
    settle(state, instrument.base, subtract(quantity, fee(instrument.base)), 0);
  } else {
    settle(state, instrument.quote, subtract(fill.notionalUnits, fee(instrument.quote)), 0);
    settle(state, instrument.base, negate(add(quantity, fee(instrument.base))), reservedDelta);
  }
  if (fill.feeCurrency !== instrument.base && fill.feeCurrency !== instrument.quote) {
    settle(state, fill.feeCurrency, negate(fill.feeUnits), 0);
  }
}
