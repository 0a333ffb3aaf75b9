import { formatPrice, formatQuantity } from "../../server/domain/markets/instrument.ts";
import type { Fill } from "../../server/domain/orders/fill.ts";
import type { ListedFill } from "../../server/domain/orders/order-listing.ts";
import type { Liquidity, Side } from "../../server/domain/orders/order-type.ts";
import type { PositionSide } from "../../server/domain/positions/position-side.ts";
import { readLots, readTicks, readUnits, storedInstrument, writeUnits } from "./decimals.ts";

export type FillRow = {
  id: string;
  order_id: string;
  instrument_id: string;
  trade_id: string;
  side: Side;
  quantity: string;
  price: string;
  notional: string;
  fee_currency: string;
  fee: string;
  liquidity: Liquidity;
  excess_quantity: string;
  at: number | string;
};

export function fillRow(fill: Fill): FillRow {
  const instrument = storedInstrument(fill.instrumentId);
  return {
    id: fill.id,
    order_id: fill.orderId,
    instrument_id: fill.instrumentId,
    trade_id: fill.tradeId,
    side: fill.side,
    quantity: formatQuantity(instrument, fill.quantityLots),
    price: formatPrice(instrument, fill.priceTicks),
    notional: writeUnits(fill.notionalUnits, instrument.quote),
    fee_currency: fill.feeCurrency,
    fee: writeUnits(fill.feeUnits, fill.feeCurrency),
    liquidity: fill.liquidity,
    excess_quantity: formatQuantity(instrument, fill.excessLots),
    at: fill.at,
  };
}

/** With the position of its order, as `position_side`. */
export type ListedFillRow = FillRow & { position_side: PositionSide | null };

export const listedFillFromRow = (row: ListedFillRow): ListedFill => ({
  ...fillFromRow(row),
  ...(row.position_side && { positionSide: row.position_side }),
});

export function fillFromRow(row: FillRow): Fill {
  const instrument = storedInstrument(row.instrument_id);
  return {
    id: row.id,
    orderId: row.order_id,
    instrumentId: row.instrument_id,
    tradeId: row.trade_id,
    side: row.side,
    quantityLots: readLots(row.quantity, instrument),
    priceTicks: readTicks(row.price, instrument),
    notionalUnits: readUnits(row.notional, instrument.quote),
    feeCurrency: row.fee_currency,
    feeUnits: readUnits(row.fee, row.fee_currency),
    liquidity: row.liquidity,
    excessLots: readLots(row.excess_quantity, instrument),
    at: Number(row.at),
  };
}
