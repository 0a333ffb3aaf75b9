import { formatPrice, formatQuantity, type Instrument } from "../../server/domain/markets/instrument.ts";
import { multiply, multiplyDivide } from "../../server/domain/money/integer.ts";
import type { Order } from "../../server/domain/orders/order.ts";
import { isTerminal, type OrderStatus } from "../../server/domain/orders/order-status.ts";
import { groupDigits } from "../ui/format-decimal.ts";

export type Tone = "good" | "bad" | "neutral" | "waiting";

/** Where an order stands, in one word or two. */
export function statusWords(status: OrderStatus): string {
  switch (status) {
    case "initialized":
    case "released":
    case "submitted":
      return "Sent";
    case "emulated":
      return "Held by the desk";
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

/** `Market` or `Limit GTC`: a market order cannot wait. */
export const typeWords = (order: Order): string => (order.type === "market" ? "Market" : `Limit ${order.timeInForce}`);

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
  if (order.status === "denied") return { tone: "bad", text: `Denied by risk: ${order.reason ?? "no reason given"}` };
  if (order.status === "rejected")
    return { tone: "bad", text: `Rejected by the venue: ${order.reason ?? order.reasonCode ?? "no reason given"}` };
  if (order.status === "unknown") return { tone: "waiting", text: "Unconfirmed — checking with the venue." };
  if (isTerminal(order.status)) {
    const end = `${statusWords(order.status)}${order.reason === null ? "" : `: ${order.reason}`}`;
    return {
      tone: "neutral",
      text: filled === "" ? `${end}.`.replace("..", ".") : `${filled}; the rest: ${end.toLowerCase()}.`,
    };
  }
  if (filled !== "") return { tone: "good", text: `${filled} so far; the rest works.` };
  return { tone: "good", text: order.status === "submitted" ? "Sent to the venue." : "Working at the venue." };
}
