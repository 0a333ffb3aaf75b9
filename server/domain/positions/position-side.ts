import type { Side } from "../orders/order-type.ts";

export const POSITION_SIDES = ["long", "short"] as const;
/** One of the two positions that an instrument has in hedge mode; the one position of any other has none. */
export type PositionSide = (typeof POSITION_SIDES)[number];

export const POSITION_MODES = ["one-way", "hedge"] as const;
/**
 * One-way: one position, bought or sold to and fro. Hedge: a long and a short one side by side, each opened and closed by orders that are
 * meant for it. It is set for each instrument, as Bybit does; where a venue knows it only for the whole account, as Binance and OKX do,
 * all instruments of the account must agree.
 */
export type PositionMode = (typeof POSITION_MODES)[number];

/** Names a position among all of a portfolio; the instrument's own id where it has but one. */
export const positionKey = (instrumentId: string, positionSide: PositionSide | null | undefined): string =>
  positionSide ? `${instrumentId}/${positionSide}` : instrumentId;

export const oppositePosition = (positionSide: PositionSide): PositionSide =>
  positionSide === "long" ? "short" : "long";

/** Whether an order of this side adds to the position. */
export const opensPosition = (side: Side, positionSide: PositionSide): boolean =>
  (side === "buy") === (positionSide === "long");

/** What an order is meant for that does not say: one that only reduces closes, any other opens. As ccxt reads `hedged`. */
export const impliedPositionSide = (side: Side, isReduceOnly: boolean): PositionSide =>
  (side === "buy") !== isReduceOnly ? "long" : "short";
