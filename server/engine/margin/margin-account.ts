import { type MarginMode, type MarginValues, UNTOUCHED } from "../../domain/margin/margin-account.ts";
import type { MarginPosition } from "../../domain/margin/margin-position.ts";
import { type MarginTerms, marginTermsOf } from "../../domain/margin/margin-terms.ts";
import { NO_ORDERS, type OpeningOrders, withOrder } from "../../domain/margin/order-margin.ts";
import type { Instrument } from "../../domain/markets/instrument.ts";
import type { Integer } from "../../domain/money/integer.ts";
import type { Side } from "../../domain/orders/order-type.ts";
import type { PositionMode } from "../../domain/positions/position-side.ts";
import type { Timestamp } from "../../domain/time/timestamp.ts";

/** A perpetual in a portfolio: how it is margined, and its position as the venue counts it. */
export type MarginAccount = {
  readonly terms: MarginTerms;
  leverage: number;
  mode: MarginMode;
  position: MarginPosition;
  marginUnits: Integer;
  fundingUnits: Integer;
  fundedTotalUnits: Integer;
  addedUnits: Integer;
  reliefUnits: Integer;
  /** Those that may open something. */
  orders: OpeningOrders;
  positionMode: PositionMode;
  fundedAt: Timestamp;
  /** Liquidations booked: a venue may tell of one twice. */
  readonly liquidationIds: Set<string>;
};

/** Null for spot, which is paid in full. */
export function openMarginAccount(instrument: Instrument, values: MarginValues = UNTOUCHED): MarginAccount | null {
  const terms = marginTermsOf(instrument);
  if (terms === null) return null;
  const { netLots, costUnits, ...rest } = values;
  return { terms, ...rest, position: { netLots, costUnits }, orders: NO_ORDERS, liquidationIds: new Set() };
}

export const valuesOf = ({ position, ...account }: MarginAccount): MarginValues => ({
  leverage: account.leverage,
  mode: account.mode,
  netLots: position.netLots,
  costUnits: position.costUnits,
  marginUnits: account.marginUnits,
  fundingUnits: account.fundingUnits,
  fundedTotalUnits: account.fundedTotalUnits,
  addedUnits: account.addedUnits,
  reliefUnits: account.reliefUnits,
  positionMode: account.positionMode,
  fundedAt: account.fundedAt,
});

/** Counts what of an order may open something. */
export function countOrder(account: MarginAccount, side: Side, lots: number, units: Integer): void {
  if (lots !== 0 || units !== 0) account.orders = withOrder(account.orders, side, lots, units);
}
