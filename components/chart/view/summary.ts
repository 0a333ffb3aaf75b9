import type { Instrument } from "../../../server/domain/markets/instrument.ts";
import type { Timeframe } from "../../../server/domain/time/timeframe.ts";
import type { Bar } from "../candles/bar.ts";
import { timeframeWords } from "../timeframe-words.ts";
import { formatChartPrice } from "./price-format.ts";

const SPAN = 100;

/** What the newest bars show, in one sentence for those who do not see them. */
export function chartSummary(instrument: Instrument, timeframe: Timeframe, bars: readonly Bar[]): string {
  const span = bars.slice(-SPAN);
  const [first] = span;
  const last = span.at(-1);
  if (first === undefined || last === undefined) return `${instrument.name}: no candles yet.`;
  const price = (value: number) => formatChartPrice(instrument, value);
  const percent = (last.close / first.open - 1) * 100;
  const move =
    Math.abs(percent) < 0.005 ? "unchanged" : `${percent > 0 ? "up" : "down"} ${Math.abs(percent).toFixed(2)}%`;
  const high = Math.max(...span.map((bar) => bar.high));
  const low = Math.min(...span.map((bar) => bar.low));
  return `${instrument.name}, candles of ${timeframeWords(timeframe)}: last ${price(last.close)}, ${move} over the newest ${span.length}, between ${price(low)} and ${price(high)}.`;
}
