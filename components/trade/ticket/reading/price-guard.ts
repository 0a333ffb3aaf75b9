import { formatPrice, type Instrument } from "../../../../server/domain/markets/instrument.ts";
import { collarTicks } from "../../../../server/domain/risk/price-reference.ts";
import { DEFAULT_RISK_SETTINGS } from "../../../../server/domain/risk/risk-settings.ts";
import { groupDigits } from "../../../ui/format-decimal.ts";
import type { Touch } from "./price-source.ts";
import type { TicketOrder } from "./read-ticket.ts";

export const pointsOf = ({ bid, ask }: Touch) => ({ bidTicks: bid ?? 0, askTicks: ask ?? 0, lastTicks: 0 });

/**
 * Why a limit that reaches too far through the best opposite price is a slip of the finger: the desk's collar would deny
 * it. Null when it does not. Orders that only reduce are exempt: getting out must not be slowed.
 */
export function guardPrice(instrument: Instrument, order: TicketOrder, touch: Touch): string | null {
  const best = order.side === "buy" ? touch.ask : touch.bid;
  if (order.priceTicks === null || best === null || order.isReduceOnly || order.trigger !== null) return null;
  const through = order.side === "buy" ? order.priceTicks - best : best - order.priceTicks;
  const { collarBps } = DEFAULT_RISK_SETTINGS;
  if (through * 10_000 <= collarBps * best) return null;
  const share = ((through / best) * 100).toFixed(1);
  const worst = groupDigits(formatPrice(instrument, collarTicks(pointsOf(touch), order.side, collarBps)));
  const price = groupDigits(formatPrice(instrument, order.priceTicks));
  const name = order.side === "buy" ? "ask" : "bid";
  return `Price "${price}" reaches ${share}% through the best ${name} ${groupDigits(formatPrice(instrument, best))}. The desk refuses more than ${collarBps / 100}%: ${worst} or better.`;
}
