import type { Client } from "../../client.ts";
import { type FundingPayment, readFunding } from "../performance/funding.ts";
import { type MarginCall, readDebts, readMarginCalls } from "../performance/lending.ts";

export type StatementWindow = { readonly portfolioId: string; readonly from: number; readonly until: number };

export type StatementRows = {
  readonly orders: readonly { instrument_id: string; status: string; count: string }[];
  readonly fills: readonly { instrument_id: string; count: string; bought: string; sold: string; volume: string }[];
  readonly fees: readonly { instrument_id: string; currency: string; amount: string }[];
  readonly realised: readonly { instrument_id: string; amount: string }[];
  readonly cashFlows: readonly { currency: string; amount: string }[];
  readonly funding: readonly FundingPayment[];
  readonly debts: Awaited<ReturnType<typeof readDebts>>;
  readonly marginCalls: readonly MarginCall[];
};

/** What happened in a portfolio between two instants of the tape, summed exactly by the database at one moment. */
export async function readStatement(
  sql: Client,
  { portfolioId, from, until }: StatementWindow,
): Promise<StatementRows> {
  return sql.begin("isolation level repeatable read read only", async (transaction): Promise<StatementRows> => {
    const orders = await transaction<{ instrument_id: string; status: string; count: string }[]>`
      select instrument_id, status, count(*) as count from orders
      where portfolio_id = ${portfolioId} and created_at >= 0 and created_at >= ${from} and created_at < ${until}
      group by instrument_id, status order by instrument_id, status`;
    const fills = await transaction<
      { instrument_id: string; count: string; bought: string; sold: string; volume: string }[]
    >`
      select instrument_id, count(*) as count, sum(notional) as volume,
        sum(case side when 'buy' then quantity else 0 end) as bought,
        sum(case side when 'sell' then quantity else 0 end) as sold
      from fills where portfolio_id = ${portfolioId} and at >= ${from} and at < ${until}
      group by instrument_id order by instrument_id`;
    const fees = await transaction<{ instrument_id: string; currency: string; amount: string }[]>`
      select instrument_id, fee_currency as currency, sum(fee) as amount
      from fills where portfolio_id = ${portfolioId} and at >= ${from} and at < ${until}
      group by instrument_id, fee_currency order by instrument_id, fee_currency`;
    const realised = await transaction<{ instrument_id: string; amount: string }[]>`
      select c.instrument_id, sum(case l.direction when 'short' then c.cost - c.proceeds else c.proceeds - c.cost end) as amount
      from lot_closing c left join lots l on l.portfolio_id = c.portfolio_id and l.id = c.lot_id
      where c.portfolio_id = ${portfolioId} and c.at >= ${from} and c.at < ${until}
      group by c.instrument_id order by c.instrument_id`;
    const cashFlows = await transaction<{ currency: string; amount: string }[]>`
      select currency, sum(amount) as amount
      from cash_flow where portfolio_id = ${portfolioId} and at >= ${from} and at < ${until}
      group by currency order by currency`;
    // Its instants are those after the first of the day that is meant.
    const funding = await readFunding(transaction, portfolioId, { from: from - 1, to: until - 1 });
    const debts = await readDebts(transaction, portfolioId, { from, until });
    const marginCalls = await readMarginCalls(transaction, portfolioId, { from, until });
    return { orders, fills, fees, realised, cashFlows, funding, debts, marginCalls };
  }) as Promise<StatementRows>;
}
