import { waitsForEntry } from "../../server/domain/orders/contingency/contingency.ts";
import type { Order } from "../../server/domain/orders/order.ts";
import { statusWords } from "./order-words.ts";

/** Where an order stands, in a few words; a leg may wait for its entry before it waits for its price. */
export const standingWords = (order: Order): string =>
  waitsForEntry(order) && order.status === "emulated" ? "Awaits entry" : statusWords(order.status);

/** Who waits for whom, in a sentence; null for an order that stands alone. */
export function groupSentence(order: Order): string | null {
  const { contingency } = order;
  if (!contingency) return null;
  if (contingency.role === "entry") return "The entry of a bracket: its legs are armed for what it fills.";
  const what = contingency.role === "stop" ? "stop" : "target";
  if (waitsForEntry(order))
    return `The ${what} of a bracket: it waits for the entry, and is armed for what that fills.`;
  const other = contingency.role === "stop" ? "target" : "stop";
  return `The ${what}: what it fills a ${other} placed with it gives up, and the one ends with the other.`;
}
