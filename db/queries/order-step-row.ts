import { formatPrice, formatQuantity, type Instrument } from "../../server/domain/markets/instrument.ts";
import type { Fill } from "../../server/domain/orders/fill.ts";
import type { OrderTerms } from "../../server/domain/orders/order.ts";
import type { OrderStep } from "../../server/domain/orders/order-step.ts";
import { storedInstrument, writeUnits } from "./decimals.ts";

/** One step of an order's life, with what it was about. */
export type OrderStepRecord = {
  readonly orderId: string;
  readonly instrumentId: string;
  readonly step: OrderStep;
  readonly at: number;
  /** What was placed or denied; the price is null for a market order. */
  readonly placed?: { readonly quantityLots: number; readonly priceTicks: number | null };
  readonly fill?: Fill;
  readonly amendment?: { readonly from: OrderTerms; readonly to: OrderTerms };
  readonly venueOrderId?: string | null;
  readonly code?: string | null;
  readonly reason?: string | null;
};

/** A row of `order_event`: its detail holds decimal texts, and only what the step has something to say of. */
export function orderStepRow(record: OrderStepRecord) {
  const instrument = storedInstrument(record.instrumentId);
  const { placed, fill, amendment, venueOrderId, code, reason } = record;
  const detail: Record<string, string | null> = {
    ...(placed === undefined ? {} : termsDetail(instrument, placed)),
    ...(fill === undefined ? {} : fillDetail(instrument, fill)),
    ...(amendment === undefined ? {} : amendmentDetail(instrument, amendment)),
    ...(venueOrderId ? { venueOrderId } : {}),
    ...(code ? { code } : {}),
    ...(reason ? { reason } : {}),
  };
  return { order_id: record.orderId, kind: record.step, at: record.at, detail };
}

/** A denied order may have asked for numbers that are on no grid: they are shown as they came. */
const termsDetail = (instrument: Instrument, terms: { quantityLots: number; priceTicks: number | null }) => ({
  quantity: Number.isSafeInteger(terms.quantityLots)
    ? formatQuantity(instrument, terms.quantityLots)
    : `${terms.quantityLots} lots`,
  price: terms.priceTicks === null ? null : formatPrice(instrument, terms.priceTicks),
});

const fillDetail = (instrument: Instrument, fill: Fill) => ({
  fillId: fill.id,
  quantity: formatQuantity(instrument, fill.quantityLots),
  price: formatPrice(instrument, fill.priceTicks),
  fee: writeUnits(fill.feeUnits, fill.feeCurrency),
  feeCurrency: fill.feeCurrency,
  liquidity: fill.liquidity,
});

function amendmentDetail(instrument: Instrument, { from, to }: { from: OrderTerms; to: OrderTerms }) {
  const after = termsDetail(instrument, to);
  return { ...termsDetail(instrument, from), newQuantity: after.quantity, newPrice: after.price };
}
