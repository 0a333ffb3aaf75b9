import { formatPrice, formatQuantity, type Instrument } from "../../../server/domain/markets/instrument.ts";
import { waitsForEntry } from "../../../server/domain/orders/contingency/contingency.ts";
import type { Order } from "../../../server/domain/orders/order.ts";
import { isTerminal } from "../../../server/domain/orders/order-status.ts";
import type { Side } from "../../../server/domain/orders/order-type.ts";
import { POSITION_SIDES, type PositionSide, positionKey } from "../../../server/domain/positions/position-side.ts";
import { orderVerb } from "../../live/hedged.ts";
import { isWaitingOrder, levelPrice, triggerName } from "../../trade/trigger-words.ts";
import { trimZeros } from "../../ui/format-decimal.ts";
import { formatPnl } from "../../ui/format-pnl.ts";
import { formatChartPrice } from "../view/price-format.ts";
import type { ChartLine } from "./chart-line.ts";

const verbOf = (order: Parameters<typeof orderVerb>[0]): string => orderVerb(order).toLowerCase();

/** The working orders of an instrument that wait at a price. */
export function orderLines(instrument: Instrument, orders: readonly Order[], mayTrade: boolean): ChartLine[] {
  return orders
    .filter((order) => order.instrumentId === instrument.id && order.priceTicks !== null && !isTerminal(order.status))
    .filter((order) => !isLimitAtTrigger(order))
    .map((order): ChartLine => {
      const price = Number(formatPrice(instrument, order.priceTicks ?? 0));
      const left = trimZeros(formatQuantity(instrument, order.quantityLots - order.filledLots), 0);
      const isIdle = order.status !== "pending-cancel" && order.status !== "pending-update";
      return {
        id: order.id,
        kind: "order",
        price,
        label: `${order.status === "emulated" ? "Then limit" : "Limit"} ${verbOf(order)} ${left}`,
        axis: formatChartPrice(instrument, price),
        side: order.side,
        isDashed: true,
        canMove: mayTrade && isIdle,
        canCancel: mayTrade && order.status !== "pending-cancel",
      };
    });
}

/** What it waits for and its limit are one line. */
const isLimitAtTrigger = (order: Order): boolean =>
  isWaitingOrder(order) && order.trigger.kind !== "trailing-stop" && order.trigger.priceTicks === order.priceTicks;

/** The handles at a position's entry line that make an exit it has not got yet; in hedge mode either side has its own. */
export type NewExit = { readonly role: "stop" | "target"; readonly positionSide: PositionSide | null };

export const newExitId = ({ role, positionSide }: NewExit): string => positionKey(`~new-${role}`, positionSide);

export const newExitOf = (lineId: string): NewExit | null =>
  [...POSITION_SIDES, null]
    .flatMap((positionSide) => (["stop", "target"] as const).map((role) => ({ role, positionSide })))
    .find((exit) => newExitId(exit) === lineId) ?? null;

const TRIGGER = "~trigger";

/** A limit at the trigger's own price goes with it. */
export const movesLimit = (orders: readonly Order[], orderId: string): boolean =>
  orders.some((order) => order.id === orderId && isLimitAtTrigger(order));

/** Which order a line is of, and whether it is the trigger's: an order in the worker may have a line for each. */
export const lineOrder = (lineId: string): { readonly orderId: string; readonly isTrigger: boolean } => ({
  orderId: lineId.endsWith(TRIGGER) ? lineId.slice(0, -TRIGGER.length) : lineId,
  isTrigger: lineId.endsWith(TRIGGER),
});

/** Where the orders that wait in the worker fire. A trailing stop follows the market by itself and cannot be dragged. */
export function triggerLines(
  instrument: Instrument,
  orders: readonly Order[],
  mayTrade: boolean,
  labelOf: (order: Order) => ChartLine["labelAt"] | null = () => null,
): ChartLine[] {
  return orders.filter(isWaitingOrder).flatMap((order): ChartLine[] => {
    const price = order.instrumentId === instrument.id ? levelPrice(instrument, order) : null;
    if (price === null) return [];
    const size = trimZeros(formatQuantity(instrument, order.quantityLots), 0);
    const labelAt = labelOf(order);
    return [
      {
        id: `${order.id}${TRIGGER}`,
        kind: "order",
        price: Number(price),
        label: `${triggerName(order.trigger)} ${verbOf(order)} ${size}${waitsForEntry(order) ? " · awaits entry" : ""}`,
        ...(labelAt ? { labelAt } : {}),
        axis: formatChartPrice(instrument, Number(price)),
        side: order.side,
        isDashed: true,
        canMove: mayTrade && order.trigger.kind !== "trailing-stop",
        canCancel: mayTrade,
      },
    ];
  });
}

type Held = {
  /** In hedge mode. */
  readonly positionSide: PositionSide | null;
  readonly quantity: string;
  readonly price: number;
  readonly unrealised: string | null;
};

/** Where the position was entered on average, and what it has made since. */
export function positionLine(instrument: Instrument, held: Held): ChartLine {
  const pnl = held.unrealised === null ? "" : `  ${formatPnl(held.unrealised, 2).text}`;
  return {
    id: positionKey("position", held.positionSide),
    kind: "position",
    price: held.price,
    label: `Entry ${held.positionSide === null ? "" : `${held.positionSide} `}${trimZeros(held.quantity, 0)}${pnl}`,
    axis: formatChartPrice(instrument, held.price),
    side: null,
    isDashed: false,
    canMove: false,
    canCancel: false,
  };
}

/** The order that is being written, by what it does; null while its price is none. */
export function stagedLine(instrument: Instrument, side: Side, verb: string, text: string): ChartLine | null {
  const price = Number(text);
  if (!(price > 0)) return null;
  return {
    id: "staged",
    kind: "staged",
    price,
    label: `Staged ${verb.toLowerCase()}  ⏎`,
    axis: formatChartPrice(instrument, price),
    side,
    isDashed: true,
    canMove: false,
    canCancel: false,
  };
}
