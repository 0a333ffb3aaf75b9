import type { Side } from "../../domain/orders/order-type.ts";

/** What a taker pays beyond a price of the tape where no book is known: half the spread, and impact. */
export type SlippageSettings = {
  readonly halfSpreadBps: number;
  /** Impact of taking all that was traded; less is charged by the square root of the share taken. */
  readonly impactBps: number;
};

export const DEFAULT_SLIPPAGE: SlippageSettings = { halfSpreadBps: 1, impactBps: 10 };

/**
 * The price in ticks that a taker of `quantityLots` pays, rounded against it. Square-root impact: Almgren et al.,
 * "Direct Estimation of Equity Market Impact" (2005). `volumeLots` is what was traded in the candle or lately.
 */
export function slippedTicks(
  settings: SlippageSettings,
  side: Side,
  priceTicks: number,
  quantityLots: number,
  volumeLots: number,
): number {
  const share = volumeLots > 0 ? quantityLots / volumeLots : 1;
  const slippage = (priceTicks * (settings.halfSpreadBps + settings.impactBps * Math.sqrt(share))) / 10_000;
  return side === "buy" ? Math.ceil(priceTicks + slippage) : Math.max(1, Math.floor(priceTicks - slippage));
}
