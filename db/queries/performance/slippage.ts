import type { Reader } from "../recovery.ts";

export type SlippageOf = {
  readonly instrumentId: string;
  /** Σ s × (price − arrival mid) × quantity in the quote currency, exact: positive is a cost. */
  readonly cost: string;
};

/**
 * What the fills after `from`, until `to`, cost against the mid that was stored when their order began to be worked: when it was placed, or
 * when its trigger fired. An order whose mid was not known then counts for nothing.
 */
export async function readSlippage(
  sql: Reader,
  portfolioId: string,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<SlippageOf[]> {
  return sql<SlippageOf[]>`
    with executed as (
      select order_id, instrument_id, side, sum(quantity) as quantity, sum(price * quantity) as paid
      from fills where portfolio_id = ${portfolioId} and at > ${from} and at <= ${to}
      group by order_id, instrument_id, side
    )
    select x.instrument_id as "instrumentId",
      trim_scale(sum(case x.side when 'buy' then x.paid - a.mid * x.quantity else a.mid * x.quantity - x.paid end)) as cost
    from executed x
    join orders o on o.portfolio_id = ${portfolioId} and o.id = x.order_id
    cross join lateral (
      select (e.detail ->> 'mid')::numeric as mid from order_event e
      where e.portfolio_id = o.portfolio_id and e.order_id = o.id
        and e.kind = case when o.trigger_kind is null then 'placed' else 'released' end
      order by e.number limit 1
    ) a
    where a.mid is not null
    group by x.instrument_id order by x.instrument_id`;
}
