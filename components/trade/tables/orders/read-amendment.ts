import { formatPrice, formatQuantity } from "../../../../server/domain/markets/instrument.ts";
import { parseAmendment } from "../../../../server/domain/orders/order-validation.ts";
import { cleanNumber } from "../../ticket/reading/read-number.ts";
import type { OrderRow } from "./order-row.ts";

export type OrderDraft = { readonly price: string; readonly quantity: string };

export type Amendment =
  | { readonly kind: "change"; readonly part: { readonly price?: string; readonly quantity?: string } }
  | { readonly kind: "same" }
  | { readonly kind: "problem"; readonly text: string };

export const draftOf = ({ order, instrument }: OrderRow): OrderDraft => ({
  price: order.priceTicks === null ? "" : formatPrice(instrument, order.priceTicks),
  quantity: formatQuantity(instrument, order.quantityLots),
});

/** What a person wrote over an order's price and size: only what differs is asked for, and what cannot stand is said. */
export function readAmendment(row: OrderRow, draft: OrderDraft): Amendment {
  const { order, instrument } = row;
  const parsed = parseAmendment(instrument, { price: cleanNumber(draft.price), quantity: cleanNumber(draft.quantity) });
  if (!parsed.ok) return { kind: "problem", text: parsed.rejection.message };
  const { priceTicks, quantityLots } = parsed.value;
  if (quantityLots !== null && quantityLots <= order.filledLots) {
    const filled = formatQuantity(instrument, order.filledLots);
    const text = `Size "${draft.quantity}" is not above what has filled, ${filled} ${instrument.base}. Cancel the order to end it there.`;
    return { kind: "problem", text };
  }
  const isOtherPrice = priceTicks !== null && priceTicks !== order.priceTicks;
  const isOtherSize = quantityLots !== null && quantityLots !== order.quantityLots;
  if (!isOtherPrice && !isOtherSize) return { kind: "same" };
  return {
    kind: "change",
    part: {
      ...(isOtherPrice ? { price: formatPrice(instrument, priceTicks) } : {}),
      ...(isOtherSize ? { quantity: formatQuantity(instrument, quantityLots) } : {}),
    },
  };
}
