import { formatPrice, type Instrument } from "../../../../server/domain/markets/instrument.ts";
import { collarTicks } from "../../../../server/domain/risk/price-reference.ts";
import { DEFAULT_RISK_SETTINGS } from "../../../../server/domain/risk/risk-settings.ts";
import { groupDigits } from "../../../ui/format-decimal.ts";
import type { Touch } from "./price-source.ts";
import type { TicketOrder } from "./read-ticket.ts";

const WARNED_BPS = 500;
const CONFIRMED_BPS = 2_000;

/** What stands between a slip of the finger and the market. */
export type PriceGuard = { readonly mustConfirm: boolean; readonly text: string };

export const pointsOf = ({ bid, ask }: Touch) => ({ bidTicks: bid ?? 0, askTicks: ask ?? 0, lastTicks: 0 });

/**
 * Warns of a limit that reaches more than 5 % through the best opposite price, and wants a word beyond 20 %. Orders that
 * only reduce are exempt: getting out must not be slowed. The worker's own collar holds whatever is confirmed here.
 */
export function guardPrice(instrument: Instrument, order: TicketOrder, touch: Touch): PriceGuard | null {
  const best = order.side === "buy" ? touch.ask : touch.bid;
  if (order.priceTicks === null || best === null || order.isReduceOnly) return null;
  const through = order.side === "buy" ? order.priceTicks - best : best - order.priceTicks;
  if (through * 10_000 <= WARNED_BPS * best) return null;
  const share = ((through / best) * 100).toFixed(1);
  const { collarBps } = DEFAULT_RISK_SETTINGS;
  const worst = groupDigits(formatPrice(instrument, collarTicks(pointsOf(touch), order.side, collarBps)));
  const price = groupDigits(formatPrice(instrument, order.priceTicks));
  const name = order.side === "buy" ? "ask" : "bid";
  return {
    mustConfirm: through * 10_000 > CONFIRMED_BPS * best,
    text: `Price "${price}" reaches ${share}% through the best ${name} ${groupDigits(formatPrice(instrument, best))}. The desk refuses more than ${collarBps / 100}%: ${worst} or better.`,
  };
}
