import type { Reader } from "../recovery.ts";

/** Exact decimal texts. A lot belongs to whoever opened it: a strategy run, or people (both null). */
export type LotsOf = {
  readonly runId: string | null;
  readonly strategy: string | null;
  readonly instrumentId: string;
};

type RealisedOf = LotsOf & { readonly realised: string; readonly closings: number };

/** What closing lots after `from`, until `to`, made or lost, by who opened them and instrument, in its quote currency. */
export async function readRealised(
  sql: Reader,
  portfolioId: string,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<RealisedOf[]> {
  return sql<RealisedOf[]>`
    select o.run_id as "runId", r.strategy, c.instrument_id as "instrumentId", count(*)::int as closings,
      trim_scale(sum(case l.direction when 'long' then c.proceeds - c.cost else c.cost - c.proceeds end)) as realised
    from lot_closing c
    join lots l on l.portfolio_id = c.portfolio_id and l.id = c.lot_id
    join fills f on f.portfolio_id = l.portfolio_id and f.id = l.fill_id
    join orders o on o.portfolio_id = f.portfolio_id and o.id = f.order_id
    left join strategy_run r on r.portfolio_id = o.portfolio_id and r.run_id = o.run_id
    where c.portfolio_id = ${portfolioId} and c.at > ${from} and c.at <= ${to}
    group by o.run_id, r.strategy, c.instrument_id order by o.run_id nulls first, c.instrument_id`;
}

type OpenOf = LotsOf & {
  readonly direction: "long" | "short";
  readonly quantity: string;
  readonly cost: string;
};

/** What is open now, by who opened it and instrument. */
export async function readOpen(sql: Reader, portfolioId: string): Promise<OpenOf[]> {
  return sql<OpenOf[]>`
    select o.run_id as "runId", r.strategy, l.instrument_id as "instrumentId", l.direction,
      trim_scale(sum(l.quantity)) as quantity, trim_scale(sum(l.cost)) as cost
    from lots l
    join fills f on f.portfolio_id = l.portfolio_id and f.id = l.fill_id
    join orders o on o.portfolio_id = f.portfolio_id and o.id = f.order_id
    left join strategy_run r on r.portfolio_id = o.portfolio_id and r.run_id = o.run_id
    where l.portfolio_id = ${portfolioId} and l.quantity <> 0
    group by o.run_id, r.strategy, l.instrument_id, l.direction order by o.run_id nulls first, l.instrument_id`;
}

export type FeesOf = {
  readonly instrumentId: string;
  readonly currency: string;
  readonly fee: string;
  /** At the price of each fill, in the instrument's quote currency: what a fee in the coin itself was worth then. */
  readonly atPrice: string;
  readonly fills: number;
};

/** Fees of the fills after `from`, until `to`. */
export async function readFees(
  sql: Reader,
  portfolioId: string,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<FeesOf[]> {
  return sql<FeesOf[]>`
    select instrument_id as "instrumentId", fee_currency as currency, count(*)::int as fills,
      trim_scale(sum(fee)) as fee, trim_scale(sum(fee * price)) as "atPrice"
    from fills where portfolio_id = ${portfolioId} and at > ${from} and at <= ${to}
    group by instrument_id, fee_currency order by fee_currency, instrument_id`;
}
