import { present } from "../../../../server/domain/errors/invariant.ts";
import type { Instrument } from "../../../../server/domain/markets/instrument.ts";
import { findInstrument } from "../../../../server/domain/markets/listed-instruments.ts";
import type { Order } from "../../../../server/domain/orders/order.ts";

export type OrderRow = { readonly order: Order; readonly instrument: Instrument };

export const orderRow = (order: Order): OrderRow => ({
  order,
  instrument: present(findInstrument(order.instrumentId), `Instrument "${order.instrumentId}" is not listed`),
});

export const orderRowId = (row: OrderRow): string => row.order.id;
