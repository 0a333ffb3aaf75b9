import { formatPrice, formatQuantity, type Instrument } from "../../server/domain/markets/instrument.ts";
import { multiply, multiplyDivide } from "../../server/domain/money/integer.ts";
import type { Order } from "../../server/domain/orders/order.ts";
import { isTerminal, type OrderStatus } from "../../server/domain/orders/order-status.ts";
import { groupDigits } from "../ui/format-decimal.ts";
import { formatReason } from "../ui/format-reason.ts";

export type Tone = "good" | "bad" | "neutral" | "waiting";

/** Where an order stands, in one word or two. */
export function statusWords(status: OrderStatus): string {
  switch (status) {
    case "initialized":
    case "submitted":
      return "Sent";
    case "emulated":
      return "Held";
    case "released":
      return "Triggered";
    case "accepted":
    case "triggered":
      return "Working";
    case "pending-update":
      return "Changing";
    case "pending-cancel":
      return "Cancelling";
    case "partially-filled":
      return "Partly filled";
    case "filled":
      return "Filled";
    case "canceled":
      return "Cancelled";
    case "expired":
      return "Expired";
    case "denied":
      return "Denied";
    case "rejected":
      return "Rejected";
    case "unknown":
      return "Unconfirmed";
  }
}

const STEMS = { "stop-loss": "Stop", "take-profit": "Take profit", "trailing-stop": "Trailing" } as const;

/**
 * `Market`, `Limit GTC`, `Stop market`, `Take profit limit GTD`, `Stop close all`: a market order cannot wait, what is held waits
 * until cancelled.
 */
export function typeWords({ type, timeInForce, trigger, closesPosition }: Order): string {
  const how = closesPosition ? "close all" : type;
  if (trigger !== null) return `${STEMS[trigger.kind]} ${how}${timeInForce === "GTD" ? " GTD" : ""}`;
  return type === "market" ? "Market" : `Limit ${timeInForce}`;
}

/** Where an order that was conditional lives: a stop in the worker protects only while the desk runs. */
export const whereWords = (status: OrderStatus): string =>
  isTerminal(status)
    ? "it has ended"
    : status === "emulated" || status === "released"
      ? "in the worker"
      : "on the venue";

/** A price on the grid for the eye. */
export const priceText = (instrument: Instrument, ticks: number): string => groupDigits(formatPrice(instrument, ticks));

/** The average price of what has filled as a decimal text, rounded to the tick; null before the first fill. */
export function averageFill(instrument: Instrument, order: Order): string | null {
  if (order.filledLots === 0) return null;
  const perTick = multiply(order.filledLots, instrument.quoteUnitsPerTickLot);
  const ticks = multiplyDivide(multiply(order.filledUnits, 2), 1, perTick);
  return formatPrice(instrument, Math.round(Number(ticks) / 2));
}

/** The same for the eye. */
export function averageFillPrice(instrument: Instrument, order: Order): string | null {
  const price = averageFill(instrument, order);
  return price === null ? null : groupDigits(price);
}

const quantityOf = (instrument: Instrument, lots: number) =>
  `${groupDigits(formatQuantity(instrument, lots))} ${instrument.base}`;

/** What became of an order, as one sentence for the person who sent it. */
export function tellOrder(instrument: Instrument, order: Order): { readonly tone: Tone; readonly text: string } {
  const verb = order.side === "buy" ? "Bought" : "Sold";
  const average = averageFillPrice(instrument, order);
  const filled = average === null ? "" : `${verb} ${quantityOf(instrument, order.filledLots)} at ${average}`;
  if (order.status === "filled") return { tone: "good", text: `${filled}.` };
  if (order.status === "denied")
    return { tone: "bad", text: `Denied by risk: ${formatReason(order.reason ?? "no reason given")}` };
  if (order.status === "rejected")
    return {
      tone: "bad",
      text: `Rejected by the venue: ${formatReason(order.reason ?? order.reasonCode ?? "no reason given")}`,
    };
  if (order.status === "unknown") return { tone: "waiting", text: "Unconfirmed — checking with the venue." };
  if (isTerminal(order.status)) {
    const end = `${statusWords(order.status)}${order.reason === null ? "" : `: ${formatReason(order.reason)}`}`;
    return {
      tone: "neutral",
      text: filled === "" ? `${end}.`.replace("..", ".") : `${filled}; the rest: ${end.toLowerCase()}.`,
    };
  }
  if (filled !== "") return { tone: "good", text: `${filled} so far; the rest works.` };
  if (order.status === "emulated")
    return { tone: "good", text: "Held in the worker until its trigger fires. Nothing is at the venue yet." };
  if (order.status === "released") return { tone: "waiting", text: "Triggered: other orders give way to it first." };
  return { tone: "good", text: order.status === "submitted" ? "Sent to the venue." : "Working at the venue." };
}
