import type { Side } from "../../domain/orders/order-type.ts";

/** When and how far a resting order fills where only trades or candles are known. */
export type CandleFillSettings = {
  /** `through`: the tape must pass the limit by a tick. `touch`: reaching it is enough. */
  readonly limitFillsOn: "through" | "touch";
  /** Share of a candle's volume that all our orders together may trade; null for no bound. */
  readonly volumeShare: number | null;
};

export const DEFAULT_CANDLE_FILLS: CandleFillSettings = { limitFillsOn: "through", volumeShare: 0.1 };

/** Does a tape that reached `extremeTicks` (the low for a buy, the high for a sale) fill an order resting at the limit? */
export function reaches(settings: CandleFillSettings, side: Side, limitTicks: number, extremeTicks: number): boolean {
  const beyondTicks = side === "buy" ? limitTicks - extremeTicks : extremeTicks - limitTicks;
  return beyondTicks >= (settings.limitFillsOn === "through" ? 1 : 0);
}

/** Lots of a candle that our orders may trade. */
export function tradableLots(settings: CandleFillSettings, volumeLots: number): number {
  return settings.volumeShare === null ? Number.MAX_SAFE_INTEGER : Math.floor(volumeLots * settings.volumeShare);
}

/** Is `priceTicks` as good for the side as `boundTicks`, or better? */
export function isWithin(side: Side, priceTicks: number, boundTicks: number): boolean {
  return side === "buy" ? priceTicks <= boundTicks : priceTicks >= boundTicks;
}
