import type { Mid } from "../../server/domain/execution-quality/mid.ts";
import { formatPrice, formatQuantity, type Instrument } from "../../server/domain/markets/instrument.ts";
import { formatScaled } from "../../server/domain/money/decimal.ts";
import type { Fill } from "../../server/domain/orders/fill.ts";
import type { Order, OrderTerms } from "../../server/domain/orders/order.ts";
import type { OrderStep } from "../../server/domain/orders/order-step.ts";
import type { Trigger } from "../../server/domain/orders/triggers/trigger.ts";
import { storedInstrument, writeUnits } from "./decimals.ts";
import { writeMid } from "./markout-row.ts";

type Terms = { readonly quantityLots: number; readonly priceTicks: number | null; readonly trigger: Trigger | null };

/** One step of an order's life, with what it was about. */
export type OrderStepRecord = {
  readonly orderId: string;
  readonly instrumentId: string;
  readonly step: OrderStep;
  readonly at: number;
  /** What was placed or denied; the price is null for a market order. */
  readonly placed?: Terms & Pick<Order, "expiresAt" | "contingency" | "replaces">;
  /** The terms of an order that the worker holds, how far a trailing stop had followed, and the price that released it. */
  readonly held?: Terms & { readonly trailTicks: number | null; readonly releasedTicks: number | null };
  readonly fill?: Fill;
  readonly amendment?: { readonly from: OrderTerms; readonly to: OrderTerms };
  /** What the market showed; null where another record of the same step says it. */
  readonly mid?: Mid | null;
  readonly venueOrderId?: string | null;
  readonly code?: string | null;
  readonly reason?: string | null;
};

/** A row of `order_event`: its detail holds decimal texts, and only what the step has something to say of. */
export function orderStepRow(record: OrderStepRecord) {
  const instrument = storedInstrument(record.instrumentId);
  const { placed, held, fill, amendment, mid, venueOrderId, code, reason } = record;
  const detail: Record<string, string | null> = {
    ...(placed === undefined ? {} : placedDetail(instrument, placed)),
    ...(held === undefined ? {} : heldDetail(instrument, held)),
    ...(fill === undefined ? {} : fillDetail(instrument, fill)),
    ...(amendment === undefined ? {} : amendmentDetail(instrument, amendment)),
    ...(mid ? writeMid(instrument, mid) : {}),
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

const placedDetail = (instrument: Instrument, placed: NonNullable<OrderStepRecord["placed"]>) => ({
  ...termsDetail(instrument, placed),
  ...triggerDetail(instrument, placed.trigger),
  ...(placed.contingency ? { role: placed.contingency.role } : {}),
  ...(placed.contingency?.waitsForEntry ? { waitsFor: "entry" } : {}),
  ...(placed.replaces ? { replaces: placed.replaces } : {}),
  ...(placed.expiresAt ? { expiresAt: new Date(placed.expiresAt).toISOString() } : {}),
});

const heldDetail = (instrument: Instrument, held: NonNullable<OrderStepRecord["held"]>) => ({
  ...termsDetail(instrument, held),
  ...triggerDetail(instrument, held.trigger),
  ...(held.trailTicks === null ? {} : { trailReference: formatPrice(instrument, held.trailTicks) }),
  ...(held.releasedTicks === null ? {} : { releasedPrice: formatPrice(instrument, held.releasedTicks) }),
});

/** What it waits for; a trailing stop's trigger price is its activation. */
function triggerDetail(instrument: Instrument, trigger: Trigger | null): Record<string, string | null> {
  if (!trigger) return {};
  const price = (ticks: number | null) => (ticks === null ? null : formatPrice(instrument, ticks));
  const common = { trigger: trigger.kind, triggerBy: trigger.by };
  if (trigger.kind !== "trailing-stop") return { ...common, triggerPrice: price(trigger.priceTicks) };
  const { distance, activationTicks, limitDistanceTicks } = trigger;
  return {
    ...common,
    triggerPrice: price(activationTicks),
    ...(distance.unit === "ticks"
      ? { trailDistance: price(distance.ticks) }
      : { trailPercent: formatScaled(distance.bps, 2) }),
    ...(limitDistanceTicks === null ? {} : { limitDistance: price(limitDistanceTicks) }),
  };
}

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
  const priceOf = (name: string, ticks: number | undefined) =>
    ticks === undefined ? {} : { [name]: formatPrice(instrument, ticks) };
  return {
    ...termsDetail(instrument, from),
    ...priceOf("triggerPrice", from.triggerTicks),
    newQuantity: after.quantity,
    newPrice: after.price,
    ...priceOf("newTriggerPrice", to.triggerTicks),
  };
}
