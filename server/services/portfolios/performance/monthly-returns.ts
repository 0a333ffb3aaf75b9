import { readEquityPoints } from "../../../../db/queries/performance/equity-points.ts";
import { growthOf } from "../../../domain/performance/growth.ts";
import { type PeriodReturn, periodReturns } from "../../../domain/performance/period-returns.ts";
import { type Actor, authorize } from "../../access/authorize.ts";
import type { Desk } from "../../desk.ts";

export type MonthlyReturns = { readonly months: readonly PeriodReturn[]; readonly years: readonly PeriodReturn[] };

/** Time-weighted returns of all UTC months and years in which the portfolio was recorded. */
export async function monthlyReturns(desk: Desk, actor: Actor, portfolioId: string): Promise<MonthlyReturns> {
  await authorize(desk.database, actor, "portfolio:view", portfolioId);
  const points = await readEquityPoints(desk.sql, portfolioId, { from: 0, to: Number.MAX_SAFE_INTEGER });
  const growth = growthOf(
    points.map(({ at, equity, netFlow }) => ({ at, equity: Number(equity), netFlow: Number(netFlow) })),
  );
  const times = points.map(({ at }) => at);
  return { months: periodReturns(times, growth, "month"), years: periodReturns(times, growth, "year") };
}
