import type { CandleColumns } from "../../../../domain/markets/candle-columns.ts";
import { CandleColumnsBuilder, type CandleProblem } from "../../../../domain/markets/candle-columns-builder.ts";
import type { Timeframe } from "../../../../domain/time/timeframe.ts";
import type { Timestamp } from "../../../../domain/time/timestamp.ts";

type CandleTexts = {
  readonly openAt: number;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
  readonly volume: string;
  readonly quoteVolume: string;
  readonly trades: string;
  readonly takerVolume: string;
};

type Problem = { readonly code: CandleProblem["code"] | "absurd"; readonly message: string };

/** Where the candles of one series go. */
export class CandleTarget {
  readonly #timeframe: Timeframe;
  #builder: CandleColumnsBuilder;
  #decimals = 0;
  #highest = 0;
  #duplicates: Timestamp[] = [];
  lastAt = 0;

  constructor(timeframe: Timeframe) {
    this.#timeframe = timeframe;
    this.#builder = new CandleColumnsBuilder(timeframe);
  }

  get length(): number {
    return this.#builder.length;
  }

  /** Takes a candle, or says what is wrong with it. */
  add(candle: CandleTexts): Problem | null {
    const { openAt, open, high, low, close } = candle;
    const decimals = Math.max(this.#decimals, placesOf(open), placesOf(high), placesOf(low), placesOf(close));
    const highest = Math.max(this.#highest, Number(high));
    if (highest * 10 ** decimals > Number.MAX_SAFE_INTEGER) {
      const prices = [open, high, low, close].join('", "');
      return {
        code: "absurd",
        message: `Prices "${prices}" have more digits than 2^53 holds together with the others: round them to what the exchange quotes.`,
      };
    }
    const problem = this.#builder.add(
      openAt,
      open,
      high,
      low,
      close,
      candle.volume,
      candle.quoteVolume,
      candle.trades,
      candle.takerVolume,
    );
    if (problem !== null) return problem;
    this.#decimals = decimals;
    this.#highest = highest;
    this.lastAt = openAt;
    return null;
  }

  /** Notes that the candle taken last came again, just the same. */
  noteDuplicate(): void {
    this.#duplicates.push(this.lastAt);
  }

  /** The candles since the last time and the open times of those that came again, and begins anew. */
  take(): { readonly columns: CandleColumns; readonly duplicates: readonly Timestamp[] } {
    const { columns } = this.#builder.finish();
    const duplicates = this.#duplicates;
    this.#builder = new CandleColumnsBuilder(this.#timeframe);
    this.#duplicates = [];
    return { columns, duplicates };
  }
}

/** Decimal places without trailing zeros. */
function placesOf(text: string): number {
  const exponent = text.indexOf("e"); // Written by programs, which use the small letter; a capital one is no plain decimal.
  if (exponent >= 0) return Math.max(0, placesOf(text.slice(0, exponent)) - Number(text.slice(exponent + 1)));
  const point = text.indexOf(".");
  if (point < 0) return 0;
  let end = text.length;
  while (text.charCodeAt(end - 1) === 48) end -= 1;
  return end - 1 - point;
}
