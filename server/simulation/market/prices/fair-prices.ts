import type { Timestamp } from "../../../domain/time/timestamp.ts";
import { ASSETS, type AssetTerms, type MarketTerms, SYNTHETIC_MARKETS } from "../market-terms.ts";
import type { AssetPath, Hour } from "./asset-path.ts";
import { type HourOfMinutes, minutesOf } from "./minute-path.ts";
import { RandomSource } from "./random-source.ts";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** Time in which arbitrage closes most of a venue's difference. */
const ARBITRAGE_MS = 30_000;
const DIFFERENCES_MAX = 4;
const REMEMBERED = 64;

/** The fair price of one asset within an hour: from minute to minute a Brownian bridge. Remembers the last seconds. */
class FairPrice {
  readonly #random: RandomSource;
  readonly #hour: HourOfMinutes;
  readonly #asset: number;
  readonly #startsAt: Timestamp;
  readonly #volatility: number;
  readonly #times = new Float64Array(REMEMBERED);
  readonly #prices = new Float64Array(REMEMBERED);
  #newest = 0;
  #minute = 0;
  #at: Timestamp;
  #price: number;

  constructor(seed: number, segment: number, asset: number, hour: HourOfMinutes, startsAt: Timestamp) {
    this.#random = new RandomSource(seed, 3, asset, segment);
    this.#hour = hour;
    this.#asset = asset;
    this.#startsAt = startsAt;
    this.#volatility = (ASSETS[asset] as AssetTerms).volatilityPerHour * Math.sqrt(1 / 60);
    this.#at = startsAt;
    this.#price = hour.starts[asset]?.[0] as number;
    this.#times.fill(startsAt);
    this.#prices.fill(this.#price);
  }

  /** The price as somebody knows it who learns of it `latencyMs` late. */
  seenAt(at: Timestamp, latencyMs: number): number {
    const newest = this.#moveTo(at);
    if (latencyMs === 0) return newest;
    let place = this.#newest;
    for (let back = 0; back < REMEMBERED - 1 && (this.#times[place] as number) > at - latencyMs; back += 1) {
      place = (place + REMEMBERED - 1) % REMEMBERED;
    }
    return this.#prices[place] as number;
  }

  #moveTo(at: Timestamp): number {
    if (at <= this.#at) return this.#price;
    const minute = Math.min(59, Math.floor((at - this.#startsAt) / MINUTE_MS));
    if (minute !== this.#minute) {
      this.#minute = minute;
      this.#at = this.#startsAt + minute * MINUTE_MS;
      this.#price = this.#hour.starts[this.#asset]?.[minute] as number;
    }
    const elapsed = at - this.#at;
    const left = this.#startsAt + (minute + 1) * MINUTE_MS - this.#at;
    if (elapsed > 0 && left > 0) {
      const end = this.#hour.ends[this.#asset]?.[minute] as number;
      const spread = this.#volatility * (this.#hour.volatility[minute] as number);
      const share = Math.min(1, elapsed / left);
      const root = Math.sqrt((elapsed * (1 - share)) / MINUTE_MS);
      this.#price += (end - this.#price) * share + this.#price * spread * root * this.#random.bell();
    }
    this.#at = at;
    this.#newest = (this.#newest + 1) % REMEMBERED;
    this.#times[this.#newest] = at;
    this.#prices[this.#newest] = this.#price;
    return this.#price;
  }
}

/** A venue's distance from everybody's price: noise that arbitrage pulls back, and that is gone where an hour ends. */
class Difference {
  readonly #random: RandomSource;
  readonly #deviation: number;
  readonly #endsAt: Timestamp;
  #at: Timestamp;
  #value = 0;

  constructor(random: RandomSource, deviation: number, startsAt: Timestamp) {
    this.#random = random;
    this.#deviation = deviation;
    this.#at = startsAt;
    this.#endsAt = startsAt + HOUR_MS;
  }

  moveTo(at: Timestamp): number {
    const elapsed = at - this.#at;
    if (elapsed <= 0 || this.#deviation === 0) return this.#value;
    const pull = Math.min(1, elapsed / Math.max(1, Math.min(ARBITRAGE_MS, this.#endsAt - this.#at)));
    const noise =
      this.#deviation * Math.sqrt((2 * Math.min(elapsed, ARBITRAGE_MS)) / ARBITRAGE_MS) * this.#random.bell();
    const bound = DIFFERENCES_MAX * this.#deviation;
    this.#value = Math.min(bound, Math.max(-bound, this.#value * (1 - pull) + noise));
    this.#at = at;
    return this.#value;
  }
}

/** The fair prices of every market within one hour of the tape. */
export class FairPrices {
  readonly #assets: readonly FairPrice[];
  readonly #differences: readonly Difference[];
  readonly #minutes: HourOfMinutes;
  readonly #hour: Hour;
  readonly #next: Hour;
  readonly #startsAt: Timestamp;

  constructor(seed: number, path: AssetPath, segment: number, startsAt: Timestamp) {
    const minutes = minutesOf(seed, segment, path);
    this.#minutes = minutes;
    this.#assets = ASSETS.map((_, asset) => new FairPrice(seed, segment, asset, minutes, startsAt));
    this.#differences = SYNTHETIC_MARKETS.map(
      ({ difference }, market) => new Difference(new RandomSource(seed, 4, market, segment), difference, startsAt),
    );
    this.#hour = path.hour(segment);
    this.#next = path.hour(segment + 1);
    this.#startsAt = startsAt;
  }

  /** In ticks and fractions of a tick. `at` never falls. */
  ticks(market: number, at: Timestamp): number {
    const terms = SYNTHETIC_MARKETS[market] as MarketTerms;
    const price = (this.#assets[terms.asset] as FairPrice).seenAt(at, terms.latencyMs);
    const premium = terms.instrument.kind === "perpetual" ? this.#premiumAt(at) : 0;
    return price * (1 + premium + (this.#differences[market] as Difference).moveTo(at)) * terms.ticksPerUnit;
  }

  /** Volatility of this minute, 1 in usual times. */
  volatility(at: Timestamp): number {
    const minute = Math.min(59, Math.floor((at - this.#startsAt) / MINUTE_MS));
    return this.#minutes.volatility[minute] as number;
  }

  #premiumAt(at: Timestamp): number {
    const share = (at - this.#startsAt) / HOUR_MS;
    return this.#hour.premium + (this.#next.premium - this.#hour.premium) * share;
  }
}
