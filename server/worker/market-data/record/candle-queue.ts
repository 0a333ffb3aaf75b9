import type { Client } from "../../../../db/client.ts";
import { appendRunningCandle } from "../../../../db/market-data/running-candles.ts";
import { writeCandles } from "../../../../db/market-data/write-candles.ts";
import type { CandleText } from "../../../domain/markets/candle-columns.ts";
import { CandleColumnsBuilder } from "../../../domain/markets/candle-columns-builder.ts";
import type { DataSeries } from "../../../domain/markets/data-series.ts";
import { formatPrice, formatQuantity, type Instrument } from "../../../domain/markets/instrument.ts";
import type { CandleEvent } from "../../../domain/markets/market-event.ts";
import type { Timeframe } from "../../../domain/time/timeframe.ts";
import { findShownInstrument } from "../shown-instruments.ts";
import { sourceOf } from "./catalogue-entries.ts";

/** More than a tape closes between two writings at the pace of the clock: a tape on the run writes whole columns. */
const SINGLY_MAX = 4;
/** While the database is away: the oldest are dropped, and a gap is what the store then shows. */
const WAITING_MAX = 20_000;

type Waiting = { readonly series: DataSeries & { readonly timeframe: Timeframe }; candles: CandleText[] };

/** Closed candles of the running tape on their way into the store. */
export class CandleQueue {
  readonly #sql: Client;
  readonly #feedKey: string;
  readonly #waiting = new Map<string, Waiting>();

  constructor(sql: Client, feedKey: string) {
    this.#sql = sql;
    this.#feedKey = feedKey;
  }

  add({ instrumentId, candle }: CandleEvent): void {
    const instrument = findShownInstrument(instrumentId);
    if (instrument === undefined) return;
    const { timeframe } = candle;
    const key = `${instrumentId} ${timeframe}`;
    let waiting = this.#waiting.get(key);
    if (waiting === undefined) {
      const source = sourceOf(this.#feedKey, instrument);
      waiting = { series: { source, symbol: instrument.symbol, kind: "candles", timeframe }, candles: [] };
      this.#waiting.set(key, waiting);
    }
    waiting.candles.push(textOf(instrument, candle));
    if (waiting.candles.length > WAITING_MAX) waiting.candles.splice(0, waiting.candles.length - WAITING_MAX);
  }

  /** What is written is out of the queue; when it rejects, the rest waits. The same candle twice changes nothing in the store. */
  async write(): Promise<void> {
    for (const waiting of this.#waiting.values()) {
      const { series, candles } = waiting;
      if (candles.length === 0) continue;
      waiting.candles = [];
      try {
        if (candles.length > SINGLY_MAX) await this.#writeColumns(series, candles);
        else for (const candle of candles) await appendRunningCandle(this.#sql, series, candle);
      } catch (error) {
        waiting.candles = [...candles, ...waiting.candles];
        throw error;
      }
    }
  }

  async #writeColumns(series: Waiting["series"], candles: readonly CandleText[]): Promise<void> {
    const builder = new CandleColumnsBuilder(series.timeframe);
    for (const { openAt, open, high, low, close, volume } of candles) {
      builder.add(openAt, open, high, low, close, volume);
    }
    await writeCandles(this.#sql, series, builder.finish().columns, { reason: "the running feed" });
  }
}

function textOf(instrument: Instrument, candle: CandleEvent["candle"]): CandleText {
  const price = (ticks: number) => formatPrice(instrument, ticks);
  return {
    openAt: candle.openAt,
    open: price(candle.openTicks),
    high: price(candle.highTicks),
    low: price(candle.lowTicks),
    close: price(candle.closeTicks),
    volume: formatQuantity(instrument, candle.volumeLots),
    quoteVolume: null,
    trades: null,
    takerVolume: null,
  };
}
