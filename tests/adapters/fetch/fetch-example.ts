import { setImmediate as breathe } from "node:timers/promises";
import type { Client } from "../../../db/client.ts";
import { loadCandles } from "../../../db/market-data/load-candles.ts";
import type { FetchContext } from "../../../server/adapters/market-data/fetch/fetch-data.ts";
import { candleTextAt } from "../../../server/domain/markets/candle-columns.ts";
import type { DataJobProgress } from "../../../server/domain/markets/data-job.ts";
import type { DataSeries } from "../../../server/domain/markets/data-series.ts";
import type { LocalExchange } from "../../support/local-exchange.ts";
import type { TrueCandle } from "../../support/local-exchange-truth.ts";
import { Seeded } from "../../support/seeded.ts";

/** A clock that only waiting moves: an exchange's minutes of quiet pass at once, and are still kept. */
export class WaitingClock {
  at = 1_790_000_000_000;
  waitedMs = 0;
  readonly now = (): number => this.at;
  readonly pause = async (ms: number): Promise<void> => {
    this.at += ms;
    this.waitedMs += ms;
    await breathe();
  };
}

type ContextOptions = {
  readonly sql: Client;
  readonly exchange: LocalExchange;
  readonly clock: WaitingClock;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: DataJobProgress) => void;
};

export function fetchContext({ sql, exchange, clock, signal, onProgress = () => {} }: ContextOptions): FetchContext {
  const chance = new Seeded(1);
  return {
    sql,
    now: clock.now,
    pause: clock.pause,
    chance: () => chance.next(),
    signal,
    baseUrlOf: () => exchange.url,
    timeoutMs: 200,
    userId: null,
    onProgress,
  };
}

/** What is stored of a series, in the words of the truth. */
export async function storedCandles(sql: Client, series: DataSeries): Promise<TrueCandle[]> {
  const columns = await loadCandles(sql, series, { hasExtra: true });
  return Array.from({ length: columns.length }, (_, index) => {
    const { openAt, open, high, low, close, volume, quoteVolume, trades, takerVolume } = candleTextAt(columns, index);
    const rest = { quoteVolume: quoteVolume ?? "", trades: trades ?? -1, takerVolume: takerVolume ?? "" };
    return plain({ openAt, open, high, low, close, volume, ...rest });
  });
}

/** Decimals without the zeros at their end. */
export function plain(candle: TrueCandle): TrueCandle {
  const short = (text: string) => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);
  const entries = Object.entries(candle).map(([key, value]) => [key, typeof value === "string" ? short(value) : value]);
  return Object.fromEntries(entries) as TrueCandle;
}
