import { ASSETS, CORRELATIONS } from "../market-terms.ts";
import { RandomSource } from "./random-source.ts";

export const REGIMES = ["calm", "rising", "falling", "turbulent"] as const;
type Regime = (typeof REGIMES)[number];

type RegimeTerms = {
  /** Chance of each regime in the next hour, in the order of `REGIMES`. */
  readonly next: readonly number[];
  /** Times the usual volatility. */
  readonly volatility: number;
  readonly driftPerHour: number;
  readonly jumpChance: number;
  /** What a perpetual is pulled towards, as a fraction above the spot price. */
  readonly premium: number;
};

const REGIME_TERMS: Readonly<Record<Regime, RegimeTerms>> = {
  calm: { next: [0.97, 0.012, 0.01, 0.008], volatility: 0.55, driftPerHour: 0, jumpChance: 0.004, premium: 0.0001 },
  rising: {
    next: [0.015, 0.965, 0.008, 0.012],
    volatility: 0.85,
    driftPerHour: 0.0008,
    jumpChance: 0.01,
    premium: 0.0009,
  },
  falling: {
    next: [0.012, 0.008, 0.955, 0.025],
    volatility: 1.1,
    driftPerHour: -0.0009,
    jumpChance: 0.015,
    premium: -0.0007,
  },
  turbulent: { next: [0.03, 0.02, 0.03, 0.92], volatility: 2, driftPerHour: 0, jumpChance: 0.05, premium: -0.0001 },
};

const OWN_JUMP_CHANCE = 0.002;
/** Hours in which half of what pulls a price back to where it began would have acted. */
const REVERSION_HOURS = 3_600;
const LEVEL_MIN = 0.25;
const LEVEL_MAX = 4;
const PEG_PULL = 0.9;
/** GARCH(1,1) of hourly returns around a mean of 1 (Bollerslev 1986). */
const SHOCK_WEIGHT = 0.1;
const MEMORY = 0.87;
const PREMIUM_MEMORY = 0.9;

/** History before the tape's first hour, so that a chart is not empty at the first start. */
export const HISTORY_HOURS = 720;

/** One hour of every asset; arrays in the order of `ASSETS`. */
export type Hour = {
  readonly regime: Regime;
  /** Volatility of this hour, 1 in usual times. */
  readonly volatility: number;
  /** Prices at the hour's start, in USDT. */
  readonly prices: readonly number[];
  /** Fraction by which prices jump at the start of `jumpMinute` of this hour, within what the next hour's prices say. */
  readonly jumps: readonly number[];
  readonly jumpMinute: number;
  /** Fraction by which perpetuals stand above spot. */
  readonly premium: number;
};

/** Lower triangle L with L × Lᵀ = `CORRELATIONS`. */
const CHOLESKY = choleskyOf(CORRELATIONS);

function choleskyOf(matrix: readonly (readonly number[])[]): number[][] {
  const lower: number[][] = matrix.map((row) => row.map(() => 0));
  const at = (row: number, column: number): number => lower[row]?.[column] ?? 0;
  for (const [row, values] of matrix.entries()) {
    for (let column = 0; column <= row; column += 1) {
      let rest = values[column] as number;
      for (let index = 0; index < column; index += 1) rest -= at(row, index) * at(column, index);
      (lower[row] as number[])[column] = row === column ? Math.sqrt(rest) : rest / at(column, column);
    }
  }
  return lower;
}

/** Draws one correlated shock for each asset, each of mean 0 and variance 1, into `into`. */
export function drawShocks(random: RandomSource, into: Float64Array): void {
  for (let asset = 0; asset < into.length; asset += 1) into[asset] = random.normal();
  for (let asset = into.length - 1; asset >= 0; asset -= 1) {
    let sum = 0;
    const row = CHOLESKY[asset] as number[];
    for (let index = 0; index <= asset; index += 1) sum += (row[index] as number) * (into[index] as number);
    into[asset] = sum;
  }
}

type State = {
  readonly regime: Regime;
  readonly variance: number;
  /** Relative to the beginning of history. */
  readonly levels: readonly number[];
  readonly premium: number;
};

/**
 * The hours of the market, known beforehand: a Markov chain of regimes, GARCH volatility, correlated shocks and jumps. The
 * same wherever one enters it; an hour costs microseconds and is kept. Hour 0 starts at the assets' start prices; the 720
 * hours before it are history.
 */
export class AssetPath {
  readonly #seed: number;
  readonly #states: State[] = [
    { regime: "calm", variance: 1, levels: ASSETS.map(() => 1), premium: REGIME_TERMS.calm.premium },
  ];
  readonly #jumps: { readonly minute: number; readonly fractions: readonly number[] }[] = [];
  readonly #scales: readonly number[];
  readonly #shocks = new Float64Array(ASSETS.length);

  constructor(seed: number) {
    this.#seed = seed;
    const first = this.#state(HISTORY_HOURS).levels;
    this.#scales = ASSETS.map(({ startPrice, isPegged }, asset) =>
      isPegged ? startPrice : startPrice / (first[asset] as number),
    );
  }

  /** `hour` counts from the tape's start; at least −720. */
  hour(hour: number): Hour {
    const place = hour + HISTORY_HOURS;
    if (!Number.isSafeInteger(place) || place < 0) throw new RangeError(`Hour ${hour} is before all history`);
    this.#state(place + 1);
    const { regime, variance, premium } = this.#state(place);
    const { minute, fractions } = this.#jumps[place] as { minute: number; fractions: readonly number[] };
    return {
      regime,
      volatility: Math.sqrt(variance) * REGIME_TERMS[regime].volatility,
      prices: this.#state(place).levels.map((level, asset) => level * (this.#scales[asset] as number)),
      jumps: fractions,
      jumpMinute: minute,
      premium,
    };
  }

  #state(place: number): State {
    for (let next = this.#states.length; next <= place; next += 1) this.#extend(this.#states[next - 1] as State, next);
    return this.#states[place] as State;
  }

  #extend(state: State, next: number): void {
    const random = new RandomSource(this.#seed, 1, next);
    const terms = REGIME_TERMS[state.regime];
    const volatility = Math.sqrt(state.variance) * terms.volatility;
    drawShocks(random, this.#shocks);
    const fractions = this.#drawJumps(random, terms);
    const levels = ASSETS.map((asset, index) => {
      const level = state.levels[index] as number;
      const shock = asset.volatilityPerHour * volatility * (this.#shocks[index] as number);
      if (asset.isPegged) return 1 + PEG_PULL * (level - 1) + shock;
      const pull = (1 - level) / REVERSION_HOURS;
      const moved = level * (1 + terms.driftPerHour + pull + shock) * (1 + (fractions[index] as number));
      // A desk that runs for years must not see a coin wander to nothing.
      return Math.min(LEVEL_MAX, Math.max(LEVEL_MIN, moved));
    });
    const shock = this.#shocks[0] as number;
    this.#jumps.push({ minute: 1 + random.below(59), fractions });
    this.#states.push({
      regime: nextRegime(terms, random.next()),
      variance: 1 - SHOCK_WEIGHT - MEMORY + (SHOCK_WEIGHT * shock * shock + MEMORY) * state.variance,
      levels,
      premium:
        PREMIUM_MEMORY * state.premium + (1 - PREMIUM_MEMORY) * terms.premium + 0.00004 * volatility * random.normal(),
    });
  }

  #drawJumps(random: RandomSource, terms: RegimeTerms): number[] {
    const isShared = random.next() < terms.jumpChance;
    const isDown = random.next() < (terms.driftPerHour < 0 ? 0.65 : 0.5);
    const shared = isShared ? (isDown ? -1 : 1) * (0.008 + 0.018 * Math.abs(random.normal())) : 0;
    return ASSETS.map(({ jumpShare, isPegged }) => {
      const hasOwn = random.next() < OWN_JUMP_CHANCE && !isPegged;
      return shared * jumpShare + (hasOwn ? 0.02 * random.normal() : 0);
    });
  }
}

function nextRegime({ next }: RegimeTerms, draw: number): Regime {
  let left = draw;
  for (const [index, chance] of next.entries()) {
    left -= chance;
    if (left < 0) return REGIMES[index] as Regime;
  }
  return "calm";
}
