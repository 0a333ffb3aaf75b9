import { type MarginMode, type MarginValues, UNTOUCHED } from "../../domain/margin/margin-account.ts";
import type { MarginPosition } from "../../domain/margin/margin-position.ts";
import { type MarginTerms, marginTermsOf } from "../../domain/margin/margin-terms.ts";
import type { Instrument } from "../../domain/markets/instrument.ts";
import type { Integer } from "../../domain/money/integer.ts";
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
  return { terms, ...rest, position: { netLots, costUnits }, liquidationIds: new Set() };
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
  positionMode: account.positionMode,
  fundedAt: account.fundedAt,
});
