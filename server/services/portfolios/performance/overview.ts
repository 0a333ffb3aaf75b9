import { readUnits } from "../../../../db/queries/decimals.ts";
import { readEquityPoints, type StoredEquityPoint } from "../../../../db/queries/performance/equity-points.ts";
import { readFees } from "../../../../db/queries/performance/strategy-profit.ts";
import { type Integer, subtract } from "../../../domain/money/integer.ts";
import { formatUnits } from "../../../domain/money/money.ts";
import { downsample } from "../../../domain/performance/downsample.ts";
import { drawdownsOf, maxDrawdown } from "../../../domain/performance/drawdown.ts";
import { growthOf } from "../../../domain/performance/growth.ts";
import { type Actor, authorize } from "../../access/authorize.ts";
import type { Desk } from "../../desk.ts";
import { readBaseCurrency } from "./read-portfolio.ts";
import { feesIn, type SplitProfit, splitProfit } from "./split-profit.ts";

const POINTS_MAX = 1_000;

/** A stretch of a portfolio's life. Amounts are exact decimal texts in `currency`; fractions are statistics. */
export type PortfolioOverview = {
  readonly currency: string;
  /** Null while nothing was recorded in it. */
  readonly stretch: Stretch | null;
};

type Stretch = {
  /** For drawing only, at most 1,000: the first stands where the stretch begins. */
  readonly series: readonly { readonly at: number; readonly equity: number; readonly drawdown: number }[];
  /** How many points it was computed from. */
  readonly points: number;
  readonly first: Worth & { readonly realised: string };
  readonly last: Worth;
  /** Equity gained that was not paid in. */
  readonly profit: string;
  /** Realised within the stretch. */
  readonly realised: string;
  /** Of what was open at its last point. */
  readonly unrealised: string;
  /** Paid in less paid out within the stretch. */
  readonly netFlow: string;
  readonly fees: { readonly total: string; readonly fills: number };
  readonly split: SplitProfit;
  /** What one unit of money had grown to, time-weighted: at the last point, and at its highest. */
  readonly growth: number;
  readonly growthMax: number;
  readonly drawdown: {
    readonly fraction: number;
    readonly peakAt: number;
    readonly troughAt: number;
    readonly recoveredAt: number | null;
  } | null;
};

type Worth = { readonly at: number; readonly equity: string; readonly netFlow: string };

/** What a portfolio did from one instant of the tape to another: its curve and figures. */
export async function portfolioOverview(
  desk: Desk,
  actor: Actor,
  { portfolioId, ...range }: { readonly portfolioId: string; readonly from: number; readonly to: number },
): Promise<PortfolioOverview> {
  await authorize(desk.database, actor, "portfolio:view", portfolioId);
  const currency = await readBaseCurrency(desk.sql, portfolioId);
  const points = await readEquityPoints(desk.sql, portfolioId, range);
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return { currency, stretch: null };
  const [fees, split] = await Promise.all([
    readFees(desk.sql, portfolioId, { from: first.at, to: range.to }),
    splitProfit(desk.sql, { portfolioId, currency, first, last }),
  ]);
  const units = (text: string) => readUnits(text, currency);
  const moved = (of: (point: StoredEquityPoint) => Integer) => formatUnits(subtract(of(last), of(first)), currency);
  return {
    currency,
    stretch: {
      ...curveOf(points, range.from),
      points: points.length,
      first: { ...worthOf(first), realised: first.realised },
      last: worthOf(last),
      profit: moved(({ equity, netFlow }) => subtract(units(equity), units(netFlow))),
      realised: moved(({ realised }) => units(realised)),
      unrealised: last.unrealised,
      netFlow: moved(({ netFlow }) => units(netFlow)),
      fees: {
        total: formatUnits(feesIn(currency, fees), currency),
        fills: fees.reduce((sum, { fills }) => sum + fills, 0),
      },
      split,
    },
  };
}

const worthOf = ({ at, equity, netFlow }: StoredEquityPoint): Worth => ({ at, equity, netFlow });

function curveOf(points: readonly StoredEquityPoint[], from: number) {
  const floats = points.map(({ at, equity, netFlow }) => ({ at, equity: Number(equity), netFlow: Number(netFlow) }));
  const growth = growthOf(floats);
  const drawdowns = drawdownsOf(growth);
  const worst = maxDrawdown(growth);
  // The point before the range is what it starts from: it is drawn where the range begins.
  const times = floats.map(({ at }) => Math.max(at, from));
  const equity = floats.map((point) => point.equity);
  const kept = worst === null ? [] : [worst.trough, worst.peak];
  const at = (index: number) => times[index] ?? 0;
  return {
    series: downsample(times, equity, { countMax: POINTS_MAX, kept }).map((index) => ({
      at: at(index),
      equity: equity[index] ?? 0,
      drawdown: drawdowns[index] ?? 0,
    })),
    growth: growth.at(-1) ?? 1,
    growthMax: growth.reduce((most, value) => Math.max(most, value), 0),
    drawdown:
      worst === null
        ? null
        : {
            fraction: worst.fraction,
            peakAt: at(worst.peak),
            troughAt: at(worst.trough),
            recoveredAt: worst.recovery === null ? null : at(worst.recovery),
          },
  };
}
