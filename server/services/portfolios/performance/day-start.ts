import { findEquityPoint } from "../../../../db/queries/performance/equity-points.ts";
import { readNetFlow } from "../../../../db/queries/performance/net-flow.ts";
import { type Actor, authorize } from "../../access/authorize.ts";
import type { Desk } from "../../desk.ts";
import { readBaseCurrency } from "./read-portfolio.ts";

/**
 * What the profit since an instant is counted from: equity now less `equity` less what was paid in since, which is
 * `netFlowNow` less `netFlow`. Exact decimal texts.
 */
export type DayStart = {
  readonly currency: string;
  /** Of the point it is counted from: the newest before the instant, else the first; null before there is one. */
  readonly at: number | null;
  readonly equity: string;
  readonly netFlow: string;
  readonly netFlowNow: string;
};

/** Where a portfolio stood at the start of a day; a younger one at its opening. */
export async function dayStart(
  desk: Desk,
  actor: Actor,
  { portfolioId, since }: { readonly portfolioId: string; readonly since: number },
): Promise<DayStart> {
  await authorize(desk.database, actor, "portfolio:view", portfolioId);
  const currency = await readBaseCurrency(desk.sql, portfolioId);
  const netFlowNow = await readNetFlow(desk.sql, portfolioId, currency);
  const point = await findEquityPoint(desk.sql, portfolioId, since);
  if (point === null) return { currency, at: null, equity: netFlowNow, netFlow: netFlowNow, netFlowNow };
  const { at, equity, netFlow } = point;
  return { currency, at, equity, netFlow, netFlowNow };
}
