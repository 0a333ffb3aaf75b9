import { formatPrice, formatQuantity, type Instrument } from "../../../../server/domain/markets/instrument.ts";
import type { Order } from "../../../../server/domain/orders/order.ts";
import { parseAmendment } from "../../../../server/domain/orders/order-validation.ts";
import type { Amended } from "../../actions/desk-actions.ts";
import { cleanNumber } from "../../ticket/reading/read-number.ts";
import { isWaitingOrder } from "../../trigger-words.ts";
import type { OrderRow } from "./order-row.ts";

/** The trigger is that of an order in the worker; empty where there is none to change. */
export type OrderDraft = { readonly price: string; readonly quantity: string; readonly trigger: string };

export type Amendment =
  | { readonly kind: "change"; readonly part: Amended }
  | { readonly kind: "same" }
  | { readonly kind: "problem"; readonly text: string };

export const draftOf = ({ order, instrument }: OrderRow): OrderDraft => ({
  price: order.priceTicks === null ? "" : formatPrice(instrument, order.priceTicks),
  quantity: formatQuantity(instrument, order.quantityLots),
  trigger: triggerText(instrument, order),
});

function triggerText(instrument: Instrument, order: Order): string {
  const isFixed = isWaitingOrder(order) && order.trigger.kind !== "trailing-stop";
  return isFixed ? formatPrice(instrument, order.trigger.priceTicks) : "";
}

/** What a person wrote over an order's price and size: only what differs is asked for, and what cannot stand is said. */
export function readAmendment(row: OrderRow, draft: OrderDraft): Amendment {
  const { order, instrument } = row;
  const hasTrigger = triggerText(instrument, order) !== "";
  const parsed = parseAmendment(instrument, {
    price: order.priceTicks === null ? null : cleanNumber(draft.price),
    quantity: cleanNumber(draft.quantity),
    triggerPrice: hasTrigger ? cleanNumber(draft.trigger) : null,
  });
  if (!parsed.ok) return { kind: "problem", text: parsed.rejection.message };
  const { priceTicks, quantityLots, triggerTicks } = parsed.value;
  if (quantityLots !== null && quantityLots <= order.filledLots) {
    const filled = formatQuantity(instrument, order.filledLots);
    const text = `Size "${draft.quantity}" is not above what has filled, ${filled} ${instrument.base}. Cancel the order to end it there.`;
    return { kind: "problem", text };
  }
  const isOtherPrice = priceTicks !== null && priceTicks !== order.priceTicks;
  const isOtherSize = quantityLots !== null && quantityLots !== order.quantityLots;
  const isOtherTrigger =
    triggerTicks !== null && formatPrice(instrument, triggerTicks) !== triggerText(instrument, order);
  if (!isOtherPrice && !isOtherSize && !isOtherTrigger) return { kind: "same" };
  return {
    kind: "change",
    part: {
      ...(isOtherPrice ? { price: formatPrice(instrument, priceTicks) } : {}),
      ...(isOtherTrigger ? { triggerPrice: formatPrice(instrument, triggerTicks) } : {}),
      ...(isOtherSize ? { quantity: formatQuantity(instrument, quantityLots) } : {}),
    },
  };
}
