import { type FundingPayment, readFunding } from "../../../../db/queries/performance/funding.ts";
import { type Charge, readCharges } from "../../../../db/queries/performance/lending.ts";
import { readOpeningBalance } from "../../../../db/queries/performance/net-flow.ts";
import { readFees } from "../../../../db/queries/performance/strategy-profit.ts";
import { add, type Integer } from "../../../domain/money/integer.ts";
import { formatUnits } from "../../../domain/money/money.ts";
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
  /** Of the range, by what was borrowed: all stamps together, in the opening's currency. */
  readonly interest: readonly { readonly currency: string; readonly amount: string; readonly stamps: number }[];
  /** Debts that the venue wrote off in the range, newest first. */
  readonly forgiven: readonly { readonly currency: string; readonly amount: string; readonly at: number }[];
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
  const [amount, created, flows, fees, funding, charges] = await Promise.all([
    readOpeningBalance(sql, portfolioId, currency),
    sql<{ created_at: Date }[]>`select created_at from portfolio where id = ${portfolioId}`,
    sql<{ key: string; currency: string; amount: string; at: string; wall_at: Date; name: string | null }[]>`
      select f.key, f.currency, trim_scale(f.amount) as amount, f.at, f.wall_at, u.name
      from cash_flow f left join "user" u on u.id = f.user_id
      where f.portfolio_id = ${portfolioId} order by f.wall_at desc, f.key limit ${FLOWS_MAX}`,
    readFees(sql, portfolioId, range),
    readFunding(sql, portfolioId, range),
    readCharges(sql, portfolioId, { from: range.from + 1, to: range.to }),
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
    interest: interestOf(charges, currency),
    forgiven: charges
      .filter(({ kind }) => kind === "debt-forgiven")
      .map((debt) => ({ currency: debt.currency, amount: formatUnits(debt.units, debt.currency), at: debt.at }))
      .reverse(),
    fees: fees.map(({ atPrice: _, ...row }) => row),
  };
}

function interestOf(charges: readonly Charge[], baseCurrency: string): CashFlows["interest"] {
  const sums = new Map<string, { units: Integer; stamps: number }>();
  for (const { kind, currency, units } of charges) {
    if (kind !== "interest-charged") continue;
    const sum = sums.get(currency) ?? { units: 0, stamps: 0 };
    sums.set(currency, { units: add(sum.units, units), stamps: sum.stamps + 1 });
  }
  return [...sums].map(([currency, { units, stamps }]) => ({
    currency,
    amount: formatUnits(units, baseCurrency),
    stamps,
  }));
}
