import type { MarketEvent } from "../../domain/markets/market-event.ts";
import { add, type Integer, multiply } from "../../domain/money/integer.ts";
import type { AlgorithmPlan, MarketSeen } from "../../domain/orders/algorithms/algorithm.ts";
import { timeframeMs } from "../../domain/time/timeframe.ts";
import type { Timestamp } from "../../domain/time/timestamp.ts";
import type { PriceEntry } from "../price-board.ts";

/** Keeps what the market does while an algorithm is there; an event allocates nothing. */
export class MarketMeter {
  readonly #plan: AlgorithmPlan;
  #lots: Integer;
  #tickLots: Integer;
  #countedLots: Integer;
  #halfTickMs: Integer;
  #ms: number;
  #halfTicks: number;
  #at: Timestamp;
  #low: number;
  #high: number;

  constructor(plan: AlgorithmPlan, seen: MarketSeen) {
    this.#plan = plan;
    this.#lots = seen.lots;
    this.#tickLots = seen.tickLots;
    this.#countedLots = seen.countedLots;
    this.#halfTickMs = seen.halfTickMs;
    this.#ms = seen.ms;
    this.#halfTicks = seen.halfTicks;
    this.#at = seen.at;
    this.#low = seen.lowHalfTicks;
    this.#high = seen.highHalfTicks;
  }

  get countedLots(): Integer {
    return this.#countedLots;
  }

  get rangeHalfTicks(): number {
    return this.#high - this.#low;
  }

  /** `price` is what the event left behind. */
  observe(event: MarketEvent, price: PriceEntry, isCounting: boolean): void {
    if (event.kind === "stream" || event.kind === "funding") return;
    if (event.kind === "trade") this.#trade(event.priceTicks, event.quantityLots, isCounting);
    else if (event.kind === "candle" && !price.hasTicks) {
      const { candle } = event;
      // A coarser candle repeats what is known; one that had begun before says nothing of what came after.
      if (
        timeframeMs(candle.timeframe) <= price.candleMs &&
        candle.openAt >= this.#plan.startedAt &&
        candle.volumeLots > 0
      )
        this.#trade(candle.closeTicks, candle.volumeLots, isCounting);
    }
    this.#see(halfTicksOf(price), event.at);
  }

  /** A slice's time has come: the range begins anew. */
  beginRange(): void {
    this.#low = this.#halfTicks;
    this.#high = this.#halfTicks;
  }

  read(): MarketSeen {
    return {
      lots: this.#lots,
      tickLots: this.#tickLots,
      countedLots: this.#countedLots,
      halfTickMs: this.#halfTickMs,
      ms: this.#ms,
      halfTicks: this.#halfTicks,
      at: this.#at,
      lowHalfTicks: this.#low,
      highHalfTicks: this.#high,
    };
  }

  #trade(ticks: number, lots: number, isCounting: boolean): void {
    this.#lots = add(this.#lots, lots);
    this.#tickLots = add(this.#tickLots, multiply(ticks, lots));
    const { limitTicks, side } = this.#plan;
    if (!isCounting || (limitTicks !== null && (side === "buy" ? ticks > limitTicks : ticks < limitTicks))) return;
    this.#countedLots = add(this.#countedLots, lots);
  }

  #see(halfTicks: number, at: Timestamp): void {
    const ms = at - this.#at;
    if (ms > 0) {
      if (this.#halfTicks > 0) {
        this.#halfTickMs = add(this.#halfTickMs, multiply(this.#halfTicks, ms));
        this.#ms += ms;
      }
      this.#at = at;
    }
    if (halfTicks === 0) return;
    this.#halfTicks = halfTicks;
    if (this.#low === 0 || halfTicks < this.#low) this.#low = halfTicks;
    if (halfTicks > this.#high) this.#high = halfTicks;
  }
}

/** Twice the middle of a sound book, twice the last price where there is none; 0 without either. */
export const halfTicksOf = ({ bidTicks, askTicks, lastTicks }: PriceEntry): number =>
  bidTicks !== 0 && askTicks >= bidTicks ? bidTicks + askTicks : 2 * lastTicks;
