import type { Side } from "../../../domain/orders/order-type.ts";
import type { Timestamp } from "../../../domain/time/timestamp.ts";
import { ASSETS, type AssetTerms, lotsPerHour, type MarketTerms, SYNTHETIC_MARKETS } from "../market-terms.ts";

const PRESSURE_HALF_LIFE_MS = 60_000;
const MEMORY_HALF_LIFE_MS = 43_200_000;
const PRESSURE_MAX = 0.05;
const MEMORY_MAX = 0.2;
/** Net lots, in usual levels, that leave half of what makers would show on the side that was hit. */
const LEVELS_THAT_HALVE = 10;

/** Halves with each half-life, on straight lines between: exact powers that are the same on every machine. */
function decay(halfLives: number): number {
  if (halfLives >= 64) return 0;
  const whole = Math.floor(halfLives);
  return (1 - (halfLives - whole) / 2) / 2 ** whole;
}

/** A sum that fades. What it says depends on what was added and when, not on how often it was read. */
class FadingSum {
  readonly #halfLifeMs: number;
  #sum = 0;
  #addedAt: Timestamp = 0;

  constructor(halfLifeMs: number) {
    this.#halfLifeMs = halfLifeMs;
  }

  add(at: Timestamp, amount: number): void {
    this.#sum = this.read(at) + amount;
    this.#addedAt = at;
  }

  read(at: Timestamp): number {
    return this.#sum === 0 ? 0 : this.#sum * decay((at - this.#addedAt) / this.#halfLifeMs);
  }
}

/**
 * What our own trades do to prices. At once, at the instrument where we traded: volatility × √(net lots ÷ an hour's volume),
 * fading with a half-life of a minute (the square-root law, Tóth et al. 2011). For long, on every venue of the asset: linear
 * in net lots, as only that leaves no profit in a round trip (Huberman and Stanzl 2004), fading with a half-life of 12 hours.
 * Both live on across the hours of the tape.
 */
export class OwnFlow {
  readonly #pressures = SYNTHETIC_MARKETS.map(() => new FadingSum(PRESSURE_HALF_LIFE_MS));
  readonly #memories = ASSETS.map(() => new FadingSum(MEMORY_HALF_LIFE_MS));
  #isEmpty = true;

  add(market: number, at: Timestamp, side: Side, quantityLots: number): void {
    const terms = SYNTHETIC_MARKETS[market] as MarketTerms;
    const signedLots = side === "buy" ? quantityLots : -quantityLots;
    const { volatilityPerHour } = ASSETS[terms.asset] as AssetTerms;
    this.#isEmpty = false;
    this.#pressures[market]?.add(at, signedLots);
    this.#memories[terms.asset]?.add(at, (volatilityPerHour * signedLots) / lotsPerHour(terms));
  }

  /** What the fair price is multiplied by. */
  priceFactor(market: number, at: Timestamp): number {
    if (this.#isEmpty) return 1;
    const terms = SYNTHETIC_MARKETS[market] as MarketTerms;
    const memory = (this.#memories[terms.asset] as FadingSum).read(at);
    const netLots = (this.#pressures[market] as FadingSum).read(at);
    const { volatilityPerHour } = ASSETS[terms.asset] as AssetTerms;
    const pressure = Math.min(PRESSURE_MAX, volatilityPerHour * Math.sqrt(Math.abs(netLots) / lotsPerHour(terms)));
    return 1 + Math.min(MEMORY_MAX, Math.max(-MEMORY_MAX, memory)) + (netLots < 0 ? -pressure : pressure);
  }

  /** Share of their usual quantity that makers still offer on a side of the book. */
  depthFactor(market: number, side: Side, at: Timestamp): number {
    if (this.#isEmpty) return 1;
    const netLots = (this.#pressures[market] as FadingSum).read(at);
    const hitLots = side === "sell" ? netLots : -netLots;
    const { levelLots } = SYNTHETIC_MARKETS[market] as MarketTerms;
    return hitLots <= 0 ? 1 : 1 / (1 + hitLots / (LEVELS_THAT_HALVE * levelLots));
  }
}
