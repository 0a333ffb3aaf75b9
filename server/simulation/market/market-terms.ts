import type { Instrument } from "../../domain/markets/instrument.ts";
import { LISTED_INSTRUMENTS, SYNTHETIC_INSTRUMENTS } from "../../domain/markets/listed-instruments.ts";

/** Each event owns a slot of tape time. */
export const SLOT_MS = 25;
export const EVENTS_PER_HOUR = 3_600_000 / SLOT_MS;
/** Share of an instrument's own slots in which a taker arrives, in usual times. */
const TAKER_CHANCE = 0.3;
const TAKER_CHANCE_MAX = 0.7;

/** Who trades comes when prices move. `volatility` is 1 in usual times. */
export const takerChance = (volatility: number): number =>
  Math.min(TAKER_CHANCE_MAX, TAKER_CHANCE * (0.4 + 0.6 * volatility));

/** How the price of one asset behaves, in USDT. */
export type AssetTerms = {
  readonly base: string;
  readonly startPrice: number;
  /** Standard deviation of an hour's return in usual times. */
  readonly volatilityPerHour: number;
  /** Share of a jump of the whole market. */
  readonly jumpShare: number;
  /** Kept at its start price by those who redeem it. */
  readonly isPegged: boolean;
  /** Shape of the home venue's book: prices in USDT, quantity of a level in coins. */
  readonly halfSpread: number;
  readonly levelGap: number;
  readonly levelQuantity: number;
};

export const ASSETS: readonly AssetTerms[] = [
  {
    base: "BTC",
    startPrice: 64_000,
    volatilityPerHour: 0.005,
    jumpShare: 1,
    isPegged: false,
    halfSpread: 0.08,
    levelGap: 1.1,
    levelQuantity: 0.4,
  },
  {
    base: "ETH",
    startPrice: 3_200,
    volatilityPerHour: 0.006,
    jumpShare: 1.1,
    isPegged: false,
    halfSpread: 0.02,
    levelGap: 0.07,
    levelQuantity: 6,
  },
  {
    base: "SOL",
    startPrice: 150,
    volatilityPerHour: 0.008,
    jumpShare: 1.3,
    isPegged: false,
    halfSpread: 0.008,
    levelGap: 0.01,
    levelQuantity: 90,
  },
  {
    base: "USDC",
    startPrice: 1,
    volatilityPerHour: 0.00006,
    jumpShare: 0,
    isPegged: true,
    halfSpread: 0.00004,
    levelGap: 0.0001,
    levelQuantity: 60_000,
  },
];

/** Correlation of hourly returns between the assets, without the jumps and regimes that they share. */
export const CORRELATIONS: readonly (readonly number[])[] = [
  [1, 0.85, 0.7, 0],
  [0.85, 1, 0.75, 0],
  [0.7, 0.75, 1, 0],
  [0, 0, 0, 1],
];

/** How a venue differs from the home venue's spot market. */
type VenueTerms = {
  /** Times the home venue's. */
  readonly spread: number;
  readonly depth: number;
  /** How late it learns of a move. */
  readonly latencyMs: number;
  /** Standard deviation of its price's distance from everybody's, a fraction of the price. */
  readonly difference: number;
};

const VENUES: Readonly<Record<string, VenueTerms>> = {
  paper: { spread: 1, depth: 1, latencyMs: 0, difference: 0 },
  "paper perpetual": { spread: 1.2, depth: 1.6, latencyMs: 0, difference: 0.00006 },
  north: { spread: 1.4, depth: 0.7, latencyMs: 40, difference: 0.0001 },
  east: { spread: 2, depth: 0.5, latencyMs: 120, difference: 0.00015 },
  south: { spread: 3, depth: 0.3, latencyMs: 250, difference: 0.00022 },
};

/** Share of the market's free slots that are an instrument's own, in thousandths. */
const ACTIVITY: Readonly<Record<string, number>> = {
  "BTC-USDT": 190,
  "ETH-USDT": 150,
  "SOL-USDT": 120,
  "USDC-USDT": 50,
  "BTC-USDT-PERP": 90,
  "ETH-USDT-PERP": 60,
  "BTC-USDT.north": 60,
  "ETH-USDT.north": 50,
  "SOL-USDT.north": 30,
  "BTC-USDT.east": 50,
  "ETH-USDT.east": 40,
  "SOL-USDT.east": 30,
  "BTC-USDT.south": 35,
  "ETH-USDT.south": 25,
  "SOL-USDT.south": 20,
};

/** How one instrument of the synthetic market behaves. Prices in ticks, quantities in lots. */
export type MarketTerms = {
  readonly instrument: Instrument;
  /** Place of its base in `ASSETS`. */
  readonly asset: number;
  readonly ticksPerUnit: number;
  /** Usual distance of the best price from the fair price, and between levels; fractions of a tick are meant. */
  readonly halfSpreadTicks: number;
  readonly levelGapTicks: number;
  /** Usual quantity of a level. */
  readonly levelLots: number;
  /** Share of the market's free slots, in thousandths. */
  readonly activity: number;
  readonly latencyMs: number;
  readonly difference: number;
};

const TAKER_LEVELS_MEAN = 0.3; // Of a level: 1.5 × the mean of a fourth power.
const FREE_SLOTS = 0.65; // The others tell what takers did, close minutes and show books whole.

/** What takers trade in an hour of usual times, in lots. */
export function lotsPerHour({ activity, levelLots }: MarketTerms): number {
  return EVENTS_PER_HOUR * FREE_SLOTS * (activity / 1_000) * TAKER_CHANCE * TAKER_LEVELS_MEAN * levelLots;
}

function termsOf(instrument: Instrument): MarketTerms {
  const index = ASSETS.findIndex(({ base }) => base === instrument.base);
  const asset = ASSETS[index];
  const venue = VENUES[instrument.kind === "perpetual" ? `${instrument.venue} perpetual` : instrument.venue];
  const activity = ACTIVITY[instrument.id];
  if (asset === undefined || venue === undefined || activity === undefined) {
    throw new RangeError(`The synthetic market has no terms for "${instrument.id}"`);
  }
  const ticksPerUnit = 10 ** instrument.priceDecimals / instrument.ticksMantissa;
  const lotsPerCoin = 10 ** instrument.quantityDecimals / instrument.lotsMantissa;
  return {
    instrument,
    asset: index,
    ticksPerUnit,
    halfSpreadTicks: asset.halfSpread * venue.spread * ticksPerUnit,
    levelGapTicks: Math.max(1, Math.round(asset.levelGap * ticksPerUnit)),
    levelLots: Math.round(asset.levelQuantity * venue.depth * lotsPerCoin),
    activity,
    latencyMs: venue.latencyMs,
    difference: venue.difference,
  };
}

/** Every instrument of the synthetic market: first those that the desk trades, then the home venue's others. */
export const SYNTHETIC_MARKETS: readonly MarketTerms[] = [...LISTED_INSTRUMENTS, ...SYNTHETIC_INSTRUMENTS].map(termsOf);
