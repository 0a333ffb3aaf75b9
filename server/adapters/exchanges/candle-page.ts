import { formatTimestamp } from "../../domain/time/timestamp.ts";
import type { GivenCandle } from "./candle-rows.ts";
import { ExchangeFault } from "./ccxt-errors.ts";

type PageSpan = { readonly from: number; readonly until: number; readonly stepMs: number };

/**
 * The candles of a page that were asked for, ascending, each once. Rows beyond the span are left out, for pages may overlap;
 * one that holds nothing else, a row off the grid or two versions of one candle make the page untrustworthy: throws
 * {@link ExchangeFault}, and it is asked for again.
 */
export function checkCandlePage(
  candles: readonly GivenCandle[],
  { from, until, stepMs }: PageSpan,
  exchange: string,
): readonly GivenCandle[] {
  const inside = new Map<number, GivenCandle>();
  for (const candle of candles) {
    const { openAt } = candle;
    if (openAt % stepMs !== 0) throw wrong(exchange, `a candle that opens at ${openAt}, which is not on the grid`);
    if (openAt < from || openAt >= until) continue;
    const known = inside.get(openAt);
    if (known !== undefined && !isSame(known, candle)) {
      throw wrong(exchange, `two different candles that open at ${formatTimestamp(openAt)}`);
    }
    inside.set(openAt, candle);
  }
  const [first] = candles;
  if (first !== undefined && inside.size === 0) {
    const asked = `${formatTimestamp(from)} to ${formatTimestamp(until)}`;
    throw wrong(exchange, `candles from ${formatTimestamp(first.openAt)} when asked for ${asked}`);
  }
  return [...inside.values()].sort((a, b) => a.openAt - b.openAt);
}

const wrong = (exchange: string, what: string) => new ExchangeFault("unknown", `${exchange} sent ${what}`);

function isSame(a: GivenCandle, b: GivenCandle): boolean {
  return (Object.keys(a) as (keyof GivenCandle)[]).every((key) => a[key] === b[key]);
}
