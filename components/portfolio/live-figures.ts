import { currencyOf } from "../../server/domain/money/currency.ts";
import { formatScaledShort } from "../../server/domain/money/decimal.ts";
import { add, type Integer } from "../../server/domain/money/integer.ts";
import type { PortfolioSnapshot } from "../live/portfolio-snapshot.ts";
import { sumOf } from "./amounts.ts";
import type { CurvePoint, DayStart, Stretch } from "./portfolio-client.ts";

/** What the portfolio is worth at this moment, and what it has realised since it began; exact decimal texts. */
export type Worth = {
  readonly at: number;
  readonly equity: string;
  readonly unrealised: string;
  readonly realised: string;
};

/** What was realised since the portfolio began, funding included: counted as the recorded points count it. */
export function realisedOf({ positions, baseCurrency }: Pick<PortfolioSnapshot, "positions" | "baseCurrency">): string {
  const units = positions.reduce<Integer>(
    (sum, { realisedUnits, margin }) => add(sum, add(realisedUnits, margin?.fundedTotalUnits ?? 0)),
    0,
  );
  return formatScaledShort(units, currencyOf(baseCurrency).decimals);
}

export type Figures = {
  readonly equity: string;
  readonly unrealised: string;
  /** Of the range. */
  readonly realised: string;
  /** Of the range, paid-in money apart. */
  readonly profit: string;
  /** Since the portfolio began. */
  readonly totalProfit: string;
  readonly dayProfit: string | null;
  /** Time-weighted, as a fraction. */
  readonly returnFraction: number;
  /** How far below its highest it stands now. */
  readonly drawdownNow: number;
  /** The curve with the present moment as its last point. */
  readonly series: readonly CurvePoint[];
};

/**
 * A stretch's figures, continued to this moment when it is one that still goes on. `netFlowNow` is all that was paid in less
 * all that was paid out; without it money that moved since the last point would look like profit.
 */
export function figuresOf(
  stretch: Stretch,
  { worth, day, currency }: { readonly worth: Worth | null; readonly day: DayStart | null; readonly currency: string },
): Figures {
  const { first, last, growth, growthMax, series } = stretch;
  const netFlowNow = day?.netFlowNow ?? last.netFlow;
  const now = worth ?? { at: last.at, equity: last.equity, unrealised: stretch.unrealised };
  const realised = worth === null ? stretch.realised : sumOf(currency, [worth.realised], [first.realised]);
  const netFlow = worth === null ? last.netFlow : netFlowNow;
  const flow = Number(netFlow) - Number(last.netFlow);
  const lastEquity = Number(last.equity);
  const growthNow = lastEquity > 0 ? growth * Math.max(0, (Number(now.equity) - flow) / lastEquity) : growth;
  const highest = Math.max(growthMax, growthNow);
  const drawdownNow = highest === 0 ? 0 : growthNow / highest - 1;
  return {
    equity: now.equity,
    unrealised: now.unrealised,
    realised,
    profit: sumOf(currency, [now.equity, first.netFlow], [netFlow, first.equity]),
    totalProfit: sumOf(currency, [now.equity], [netFlow]),
    dayProfit:
      day === null || worth === null ? null : sumOf(currency, [now.equity, day.netFlow], [day.netFlowNow, day.equity]),
    returnFraction: growthNow - 1,
    drawdownNow,
    series:
      worth === null || worth.at <= last.at
        ? series
        : [...series, { at: worth.at, equity: Number(worth.equity), drawdown: drawdownNow }],
  };
}
