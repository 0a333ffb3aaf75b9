import type { Instrument } from "../../domain/markets/instrument.ts";
import { LISTED_INSTRUMENTS } from "../../domain/markets/listed-instruments.ts";

/** How one synthetic instrument behaves. Prices in ticks, quantities in lots. */
export type MarketTerms = {
  readonly instrument: Instrument;
  readonly startTicks: number;
  /** Usual distance of the best price from the fair price, and between levels. */
  readonly halfSpreadTicks: number;
  readonly levelGapTicks: number;
  /** Usual quantity of a level. */
  readonly levelLots: number;
  readonly volatilityPerHour: number;
  /** Share of the market's events that are its own. */
  readonly activity: number;
};

const BEHAVIOUR: Readonly<Record<string, Omit<MarketTerms, "instrument">>> = {
  "BTC-USDT": {
    startTicks: 6_400_000,
    halfSpreadTicks: 8,
    levelGapTicks: 110,
    levelLots: 40_000,
    volatilityPerHour: 0.005,
    activity: 0.38,
  },
  "ETH-USDT": {
    startTicks: 320_000,
    halfSpreadTicks: 2,
    levelGapTicks: 7,
    levelLots: 60_000,
    volatilityPerHour: 0.006,
    activity: 0.33,
  },
  "SOL-USDT": {
    startTicks: 15_000,
    halfSpreadTicks: 1,
    levelGapTicks: 1,
    levelLots: 90_000,
    volatilityPerHour: 0.008,
    activity: 0.29,
  },
};

export const SYNTHETIC_MARKETS: readonly MarketTerms[] = LISTED_INSTRUMENTS.flatMap((instrument) => {
  const behaviour = BEHAVIOUR[instrument.id];
  return behaviour === undefined ? [] : [{ instrument, ...behaviour }];
});
