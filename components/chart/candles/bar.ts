import type { CandlePage } from "../../../server/domain/markets/candle-page.ts";

/** A candle as it is drawn: floats, for the eye alone. `openAt` in UTC ms. */
export type Bar = {
  readonly openAt: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
};

/** What a page of the desk's answer shows. */
export function barsOf(page: CandlePage, stepMs: number): Bar[] {
  const price = 10 ** page.priceDecimals;
  const volume = 10 ** page.volumeDecimals;
  const at = (column: readonly number[], index: number) => column[index] ?? 0;
  return page.openAt.map((steps, index) => ({
    openAt: steps * stepMs,
    open: at(page.open, index) / price,
    high: at(page.high, index) / price,
    low: at(page.low, index) / price,
    close: at(page.close, index) / price,
    volume: at(page.volume, index) / volume,
  }));
}

/** Two stretches of the same bar, the earlier one first. */
export const joinBars = (first: Bar, then: Bar): Bar => ({
  openAt: first.openAt,
  open: first.open,
  high: Math.max(first.high, then.high),
  low: Math.min(first.low, then.low),
  close: then.close,
  volume: first.volume + then.volume,
});
