import { findInstrument } from "../../server/domain/markets/listed-instruments.ts";
import { currencyOf } from "../../server/domain/money/currency.ts";
import { formatScaledShort, parseScaled } from "../../server/domain/money/decimal.ts";
import { add, type Integer, multiplyDivide, subtract } from "../../server/domain/money/integer.ts";
import { unitsOf } from "./amounts.ts";
import type { StrategyProfit } from "./portfolio-client.ts";

export type StrategyBar = {
  readonly key: string;
  readonly name: string;
  /** Realised in the range and what is open now; null while an open lot has no mark. */
  readonly profit: string | null;
  readonly realised: string;
  /** Of the longest bar: from 0 to 1. */
  readonly share: number;
};

/** Profits by who opened the lots, the largest first. `markOf` gives an instrument's mark as a decimal text. */
export function strategyBars(
  profits: readonly StrategyProfit[],
  currency: string,
  markOf: (instrumentId: string) => string | null,
): StrategyBar[] {
  const bars = profits.map((row) => {
    const open = row.open.map((lot) => unrealisedOf(lot, markOf));
    const total = open.reduce<Integer | null>(
      (sum, units) => (sum === null || units === null ? null : add(sum, units)),
      unitsOf(row.realised, currency),
    );
    return {
      key: row.runId ?? "",
      name: row.runId === null ? "By hand" : `${row.strategy ?? "strategy"} ${row.runId.slice(-4)}`,
      profit: total === null ? null : formatScaledShort(total, currencyOf(currency).decimals),
      realised: row.realised,
    };
  });
  const longest = Math.max(...bars.map(({ profit }) => Math.abs(Number(profit ?? 0))), 0);
  return bars
    .map((bar) => ({ ...bar, share: longest === 0 ? 0 : Math.abs(Number(bar.profit ?? 0)) / longest }))
    .sort((a, b) => Number(b.profit ?? 0) - Number(a.profit ?? 0));
}

/** What open lots would gain at the mark; null without one. */
function unrealisedOf(
  { instrumentId, direction, quantity, cost }: StrategyProfit["open"][number],
  markOf: (instrumentId: string) => string | null,
): Integer | null {
  const instrument = findInstrument(instrumentId);
  const mark = markOf(instrumentId);
  if (instrument === undefined || mark === null) return null;
  const price = parseScaled(mark, instrument.priceDecimals);
  if ("problem" in price) return null;
  const scale = 10n ** BigInt(currencyOf(instrument.base).decimals + instrument.priceDecimals);
  const quoteScale = 10n ** BigInt(currencyOf(instrument.quote).decimals);
  const value = multiplyDivide(BigInt(unitsOf(quantity, instrument.base)) * BigInt(price.value), quoteScale, scale);
  const paid = unitsOf(cost, instrument.quote);
  return direction === "long" ? subtract(value, paid) : subtract(paid, value);
}
