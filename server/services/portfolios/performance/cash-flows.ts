import { type FundingPayment, readFunding } from "../../../../db/queries/performance/funding.ts";
import { readOpeningBalance } from "../../../../db/queries/performance/net-flow.ts";
import { readFees } from "../../../../db/queries/performance/strategy-profit.ts";
import { type Actor, authorize } from "../../access/authorize.ts";
import type { Desk } from "../../desk.ts";
import { readBaseCurrency } from "./read-portfolio.ts";

const FLOWS_MAX = 500;

/** Money that came and went besides trading; exact decimal texts. */
export type CashFlows = {
  readonly opening: { readonly currency: string; readonly amount: string; readonly wallAt: number };
  /** Newest first, at most 500; a negative amount was paid out. */
  readonly flows: readonly {
    readonly key: string;
    readonly currency: string;
    readonly amount: string;
    readonly at: number;
    readonly wallAt: number;
    /** Who did it; null for one who is not on the desk any more. */
    readonly by: string | null;
  }[];
  /** Of the range, newest first. */
  readonly funding: readonly FundingPayment[];
  /** Fees of the range by currency and instrument, in the currency in which they were charged. */
  readonly fees: readonly {
    readonly instrumentId: string;
    readonly currency: string;
    readonly fee: string;
    readonly fills: number;
  }[];
};

/** Every move of money of a portfolio, and the fees of a range. */
export async function cashFlows(
  desk: Desk,
  actor: Actor,
  { portfolioId, ...range }: { readonly portfolioId: string; readonly from: number; readonly to: number },
): Promise<CashFlows> {
  await authorize(desk.database, actor, "portfolio:view", portfolioId);
  const { sql } = desk;
  const currency = await readBaseCurrency(sql, portfolioId);
  const [amount, created, flows, fees, funding] = await Promise.all([
    readOpeningBalance(sql, portfolioId, currency),
    sql<{ created_at: Date }[]>`select created_at from portfolio where id = ${portfolioId}`,
    sql<{ key: string; currency: string; amount: string; at: string; wall_at: Date; name: string | null }[]>`
      select f.key, f.currency, trim_scale(f.amount) as amount, f.at, f.wall_at, u.name
      from cash_flow f left join "user" u on u.id = f.user_id
      where f.portfolio_id = ${portfolioId} order by f.wall_at desc, f.key limit ${FLOWS_MAX}`,
    readFees(sql, portfolioId, range),
    readFunding(sql, portfolioId, range),
  ]);
  return {
    opening: { currency, amount, wallAt: created[0]?.created_at.getTime() ?? 0 },
    flows: flows.map(({ at, wall_at, name, ...flow }) => ({
      ...flow,
      at: Number(at),
      wallAt: wall_at.getTime(),
      by: name,
    })),
    funding,
    fees: fees.map(({ atPrice: _, ...row }) => row),
  };
}
