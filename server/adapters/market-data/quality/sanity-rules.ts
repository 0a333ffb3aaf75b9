import type { Candle } from "../../../domain/markets/candle.ts";
import type { QualityCode } from "../../../domain/markets/data-quality.ts";
import type { BookEvent, FundingEvent, TradeEvent } from "../../../domain/markets/market-event.ts";

/** What is wrong with a piece of data; null means nothing is. */
export type Flaw = { readonly code: QualityCode; readonly detail: string } | null;

export type SanityBounds = {
  /** A price this many times above or below the last good one is no price. */
  readonly jumpFactorMax: number;
  /** More lots than anybody can show or trade. */
  readonly quantityLotsMax: number;
  /** A funding rate beyond this fraction of notional is none. */
  readonly fundingRateMax: number;
};

function priceFlaw(ticks: number, what: string): Flaw {
  if (!Number.isFinite(ticks)) return { code: "not-a-number", detail: `${what} is ${ticks}, which is no number.` };
  if (ticks <= 0) return { code: "not-positive", detail: `${what} is ${ticks} ticks, which must be above zero.` };
  if (!Number.isSafeInteger(ticks))
    return { code: "absurd", detail: `${what} is ${ticks} ticks, which is off every grid.` };
  return null;
}

function quantityFlaw(lots: number, what: string, { quantityLotsMax }: SanityBounds): Flaw {
  if (!Number.isFinite(lots)) return { code: "not-a-number", detail: `${what} is ${lots}, which is no number.` };
  if (lots < 0) return { code: "not-positive", detail: `${what} is ${lots} lots, which must not be negative.` };
  if (!Number.isSafeInteger(lots) || lots > quantityLotsMax) {
    return {
      code: "absurd",
      detail: `${what} is ${lots} lots, more than ${quantityLotsMax}, which is the most there can be.`,
    };
  }
  return null;
}

/** A price far from the last good one; `reference` 0 means there is none yet. */
export function jumpFlaw(ticks: number, reference: number, what: string, { jumpFactorMax }: SanityBounds): Flaw {
  if (reference === 0 || (ticks <= reference * jumpFactorMax && ticks * jumpFactorMax >= reference)) return null;
  const detail = `${what} is ${ticks} ticks, more than ${jumpFactorMax} times away from ${reference}, the last good price.`;
  return { code: "absurd", detail };
}

export function levelsFlaw({ bids, asks }: BookEvent, bounds: SanityBounds): Flaw {
  return sideFlaw(bids, "Bid", bounds) ?? sideFlaw(asks, "Ask", bounds);
}

function sideFlaw(flat: readonly number[], what: string, bounds: SanityBounds): Flaw {
  for (let index = 0; index < flat.length; index += 2) {
    const ticks = flat[index] as number;
    const lots = flat[index + 1] ?? Number.NaN;
    // Spelled out for speed: nearly every level is sound.
    if (
      Number.isSafeInteger(ticks) &&
      ticks > 0 &&
      Number.isSafeInteger(lots) &&
      lots >= 0 &&
      lots <= bounds.quantityLotsMax
    )
      continue;
    return priceFlaw(ticks, what) ?? quantityFlaw(lots, `${what} quantity`, bounds);
  }
  return null;
}

export function tradeFlaw({ priceTicks, quantityLots }: TradeEvent, bounds: SanityBounds): Flaw {
  const flaw = priceFlaw(priceTicks, "Trade price") ?? quantityFlaw(quantityLots, "Trade quantity", bounds);
  if (flaw !== null || quantityLots > 0) return flaw;
  return { code: "not-positive", detail: "Trade quantity is 0 lots, which must be above zero." };
}

export function candleFlaw(candle: Candle, bounds: SanityBounds): Flaw {
  const { openTicks, highTicks, lowTicks, closeTicks, volumeLots } = candle;
  const flaw =
    priceFlaw(openTicks, "Open") ??
    priceFlaw(highTicks, "High") ??
    priceFlaw(lowTicks, "Low") ??
    priceFlaw(closeTicks, "Close") ??
    quantityFlaw(volumeLots, "Volume", { ...bounds, quantityLotsMax: Number.MAX_SAFE_INTEGER });
  if (flaw !== null) return flaw;
  if (highTicks >= Math.max(openTicks, closeTicks) && lowTicks <= Math.min(openTicks, closeTicks)) return null;
  const shown = `open ${openTicks}, high ${highTicks}, low ${lowTicks}, close ${closeTicks} ticks`;
  return { code: "inconsistent", detail: `Candle has ${shown}: high must be the highest, low the lowest.` };
}

export function fundingFlaw({ rate, markTicks }: FundingEvent, { fundingRateMax }: SanityBounds): Flaw {
  const value = rate.trim() === "" ? Number.NaN : Number(rate);
  if (!Number.isFinite(value)) return { code: "not-a-number", detail: `Funding rate "${rate}" is no number.` };
  if (Math.abs(value) > fundingRateMax) {
    return { code: "absurd", detail: `Funding rate ${rate} is beyond ±${fundingRateMax}.` };
  }
  return markTicks === 0 ? null : priceFlaw(markTicks, "Mark price");
}
