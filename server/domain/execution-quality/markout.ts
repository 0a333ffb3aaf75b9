import type { Instrument } from "../markets/instrument.ts";
import type { Side } from "../orders/order-type.ts";
import type { Timestamp } from "../time/timestamp.ts";
import type { Mid } from "./mid.ts";
import { type Cost, slippage } from "./slippage.ts";

/** How long after each fill the mid is taken down, in ms, ascending. */
export const MARKOUT_HORIZONS_MS = [1_000, 10_000, 60_000, 300_000] as const;

/** The mid at a moment after a fill; `at` is that moment by the tape, not the one at which it was noted. */
export type Markout = {
  readonly fillId: string;
  readonly orderId: string;
  readonly instrumentId: string;
  readonly horizonMs: number;
  readonly at: Timestamp;
  readonly mid: Mid;
};

/** A fill whose mids are not all taken yet, and how many of them are stored: they are taken in the order of their horizons. */
export type PendingMarkouts = {
  readonly fillId: string;
  readonly orderId: string;
  readonly instrumentId: string;
  /** When the fill happened. */
  readonly at: Timestamp;
  readonly stored: number;
};

/**
 * Markout of a fill at a horizon h: `s × (mid(t + h) − price) × quantity`, with s = +1 for a buy and −1 for a sale.
 *
 * Sign: positive is a gain, the market has moved on in the direction of the trade; negative is adverse selection. Minus twice the markout
 * a unit is the realised spread of Huang and Stoll (1996, "Dealer versus auction markets", J. of Financial Economics 41) that the other
 * side earned. Units as of {@link slippage}, whose reference here is the later mid: `gainHalves` in halves of the quote currency's unit.
 */
export function markout(
  instrument: Instrument,
  fill: { readonly side: Side; readonly quantityLots: number; readonly priceTicks: number },
  midHalfTicks: number,
): { readonly gainHalves: Cost["costHalves"]; readonly valueHalves: Cost["referenceHalves"] } {
  const { side, quantityLots, priceTicks } = fill;
  const opposite = side === "buy" ? "sell" : "buy";
  const { costHalves } = slippage(instrument, { ...fill, side: opposite }, midHalfTicks);
  const { referenceHalves } = slippage(instrument, { side, quantityLots, priceTicks }, 2 * priceTicks);
  return { gainHalves: costHalves, valueHalves: referenceHalves };
}
