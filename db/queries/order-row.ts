import { invariant } from "../../server/domain/errors/invariant.ts";
import { formatPrice, formatQuantity, type Instrument } from "../../server/domain/markets/instrument.ts";
import type { Integer } from "../../server/domain/money/integer.ts";
import type { Order } from "../../server/domain/orders/order.ts";
import type { OrderSource } from "../../server/domain/orders/order-intent.ts";
import type { OrderStatus } from "../../server/domain/orders/order-status.ts";
import type { OrderType, Side, TimeInForce } from "../../server/domain/orders/order-type.ts";
import type { PositionSide } from "../../server/domain/positions/position-side.ts";
import { amendmentWayOf } from "../../server/domain/venues/amendment-way.ts";
import { readLots, readTicks, readUnits, storedInstrument, writeUnits } from "./decimals.ts";
import { type GroupRow, groupFromRow, groupRow } from "./order-group-row.ts";
import { type TriggerRow, triggerFromRow, triggerRow } from "./order-trigger-row.ts";

/** A row of `orders` without its portfolio; numerics are decimal text. Bigints come from the driver as text. */
export type OrderRow = TriggerRow &
  GroupRow & {
    id: string;
    instrument_id: string;
    side: Side;
    type: OrderType;
    time_in_force: TimeInForce;
    is_post_only: boolean;
    is_reduce_only: boolean;
    closes_position: boolean;
    position_side: PositionSide | null;
    accepts_stale_price: boolean;
    quantity: string;
    price: string | null;
    bound_price: string;
    user_id: string | null;
    control_key: string | null;
    run_id: string | null;
    status: OrderStatus;
    filled_quantity: string;
    filled_notional: string;
    reserved: string;
    venue_order_id: string | null;
    revision: number;
    amend_quantity: string | null;
    amend_price: string | null;
    amend_trigger_price: string | null;
    expires_at: number | string | null;
    replaces: string | null;
    reason_code: string | null;
    reason: string | null;
    created_at: number | string;
    updated_at: number | string;
  };

/** The after-image of an order; instrument and side say in which grid and currency its numbers count. */
export type OrderUpdate = {
  readonly orderId: string;
  readonly instrumentId: string;
  readonly side: Side;
  readonly status: OrderStatus;
  readonly filledLots: number;
  readonly filledUnits: Integer;
  readonly reservedUnits: Integer;
  readonly venueOrderId: string | null;
  readonly reasonCode: string | null;
  readonly reason: string | null;
  readonly at: number;
};

// A buy holds back what it pays with, a sell what it gives.
const reservedCurrency = (instrument: Instrument, side: Side): string =>
  side === "buy" ? instrument.quote : instrument.base;

export function orderRow(order: Order): OrderRow {
  const instrument = storedInstrument(order.instrumentId);
  const { source } = order;
  return {
    id: order.id,
    instrument_id: order.instrumentId,
    side: order.side,
    type: order.type,
    time_in_force: order.timeInForce,
    is_post_only: order.isPostOnly,
    is_reduce_only: order.isReduceOnly,
    closes_position: order.closesPosition === true,
    position_side: order.positionSide ?? null,
    accepts_stale_price: order.acceptsStalePrice,
    quantity: formatQuantity(instrument, order.quantityLots),
    price: order.priceTicks === null ? null : formatPrice(instrument, order.priceTicks),
    bound_price: formatPrice(instrument, order.boundTicks),
    user_id: source.kind === "manual" ? source.userId : null,
    control_key: source.kind === "manual" ? source.key : null,
    run_id: source.kind === "strategy" ? source.runId : null,
    status: order.status,
    filled_quantity: formatQuantity(instrument, order.filledLots),
    filled_notional: writeUnits(order.filledUnits, instrument.quote),
    reserved: writeUnits(order.reservedUnits, reservedCurrency(instrument, order.side)),
    venue_order_id: order.venueOrderId,
    ...amendmentRow(instrument, order),
    ...triggerRow(instrument, order),
    expires_at: order.expiresAt,
    ...groupRow(order),
    replaces: order.replaces ?? null,
    reason_code: order.reasonCode,
    reason: order.reason,
    created_at: order.createdAt,
    updated_at: order.updatedAt,
  };
}

/** The terms of an order after an amendment was asked for, taken or refused. */
export type TermsUpdate = Pick<Order, "quantityLots" | "priceTicks" | "boundTicks" | "revision" | "amendment"> & {
  readonly orderId: string;
  readonly instrumentId: string;
  /** Left out where it is as it was. */
  readonly trigger?: Order["trigger"];
};

export function termsUpdateRow(terms: TermsUpdate) {
  const instrument = storedInstrument(terms.instrumentId);
  return {
    id: terms.orderId,
    quantity: formatQuantity(instrument, terms.quantityLots),
    price: terms.priceTicks === null ? null : formatPrice(instrument, terms.priceTicks),
    bound_price: formatPrice(instrument, terms.boundTicks),
    trigger_price:
      terms.trigger && "priceTicks" in terms.trigger ? formatPrice(instrument, terms.trigger.priceTicks) : null,
    ...amendmentRow(instrument, terms),
  };
}

/** The terms of an order that the worker holds, and how far its trigger has come. */
export type HeldUpdate = Pick<
  Order,
  "quantityLots" | "priceTicks" | "boundTicks" | "revision" | "trigger" | "trailTicks" | "releasedTicks" | "contingency"
> & { readonly orderId: string; readonly instrumentId: string };

export function heldUpdateRow(held: HeldUpdate) {
  const instrument = storedInstrument(held.instrumentId);
  const { trigger_price, trail_reference, released_price } = triggerRow(instrument, held);
  return {
    id: held.orderId,
    quantity: formatQuantity(instrument, held.quantityLots),
    price: held.priceTicks === null ? null : formatPrice(instrument, held.priceTicks),
    bound_price: formatPrice(instrument, held.boundTicks),
    revision: held.revision,
    trigger_price,
    trail_reference,
    released_price,
    waits_for_entry: groupRow(held).waits_for_entry,
  };
}

const amendmentRow = (instrument: Instrument, { revision, amendment }: Pick<Order, "revision" | "amendment">) => ({
  revision,
  amend_quantity: amendment === null ? null : formatQuantity(instrument, amendment.quantityLots),
  amend_price: amendment === null ? null : formatPrice(instrument, amendment.priceTicks),
  amend_trigger_price: amendment?.triggerTicks === undefined ? null : formatPrice(instrument, amendment.triggerTicks),
});

function amendmentFromRow(instrument: Instrument, row: OrderRow): Order["amendment"] {
  const { amend_quantity, amend_price, amend_trigger_price } = row;
  if (amend_quantity === null || amend_price === null) return null;
  const terms = {
    quantityLots: readLots(amend_quantity, instrument),
    priceTicks: readTicks(amend_price, instrument),
    ...(amend_trigger_price === null ? {} : { triggerTicks: readTicks(amend_trigger_price, instrument) }),
  };
  if (amend_trigger_price !== null) return terms; // What waits for its trigger is never replaced after a cancel.
  const order = { ...triggerFromRow(instrument, row), type: row.type, isReduceOnly: row.is_reduce_only };
  return amendmentWayOf(instrument, order) === "in-place" ? terms : { ...terms, isReplacement: true };
}

export function orderUpdateRow(update: OrderUpdate) {
  const instrument = storedInstrument(update.instrumentId);
  return {
    id: update.orderId,
    status: update.status,
    filled_quantity: formatQuantity(instrument, update.filledLots),
    filled_notional: writeUnits(update.filledUnits, instrument.quote),
    reserved: writeUnits(update.reservedUnits, reservedCurrency(instrument, update.side)),
    venue_order_id: update.venueOrderId,
    reason_code: update.reasonCode,
    reason: update.reason,
    updated_at: update.at,
  };
}

function sourceOf(row: OrderRow): OrderSource {
  if (row.run_id !== null) return { kind: "strategy", runId: row.run_id };
  invariant(row.user_id !== null && row.control_key !== null, `Order ${row.id} is stored without a source`);
  return { kind: "manual", userId: row.user_id, key: row.control_key };
}

export function orderFromRow(row: OrderRow): Order {
  const instrument = storedInstrument(row.instrument_id);
  return {
    instrumentId: row.instrument_id,
    side: row.side,
    type: row.type,
    quantityLots: readLots(row.quantity, instrument),
    priceTicks: row.price === null ? null : readTicks(row.price, instrument),
    timeInForce: row.time_in_force,
    isPostOnly: row.is_post_only,
    isReduceOnly: row.is_reduce_only,
    closesPosition: row.closes_position,
    ...(row.position_side !== null && { positionSide: row.position_side }),
    source: sourceOf(row),
    acceptsStalePrice: row.accepts_stale_price,
    id: row.id,
    boundTicks: readTicks(row.bound_price, instrument),
    createdAt: Number(row.created_at),
    status: row.status,
    filledLots: readLots(row.filled_quantity, instrument),
    filledUnits: readUnits(row.filled_notional, instrument.quote),
    reservedUnits: readUnits(row.reserved, reservedCurrency(instrument, row.side)),
    venueOrderId: row.venue_order_id,
    revision: row.revision,
    amendment: amendmentFromRow(instrument, row),
    ...triggerFromRow(instrument, row),
    expiresAt: row.expires_at === null ? null : Number(row.expires_at),
    contingency: groupFromRow(row),
    ...(row.replaces !== null && { replaces: row.replaces }),
    reasonCode: row.reason_code,
    reason: row.reason,
    updatedAt: Number(row.updated_at),
  };
}
