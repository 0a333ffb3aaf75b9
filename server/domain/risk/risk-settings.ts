import type { Integer } from "../money/integer.ts";

/** A portfolio's pre-trade bounds. Money in units of the portfolio's base currency. */
export type RiskSettings = {
  readonly orderNotionalMaxUnits: Integer;
  readonly positionNotionalMaxUnits: Integer;
  /** Orders accepted by the gate within any second of session time. */
  readonly ordersPerSecondMax: number;
  /** How far through the opposite best price an order may reach, in basis points. */
  readonly collarBps: number;
  /** A price from a book or a trade is stale after this; a candle's after two of its timeframes. */
  readonly staleAfterMs: number;
};

const USDT_UNITS = 100_000_000;

export const DEFAULT_RISK_SETTINGS: RiskSettings = {
  orderNotionalMaxUnits: 250_000 * USDT_UNITS,
  positionNotionalMaxUnits: 1_000_000 * USDT_UNITS,
  ordersPerSecondMax: 50,
  collarBps: 500,
  staleAfterMs: 10_000,
};
