import type { Client } from "../../../db/client.ts";
import type { PipelineReport } from "./system-report.ts";

const ORDERS_EACH = 200;

type Row = {
  orders: number;
  queue50: number | null;
  queue99: number | null;
  ack50: number | null;
  ack99: number | null;
};

/** How long the newest manual orders of each portfolio took, from request to decision to the venue's answer. */
export async function readPipeline(sql: Client): Promise<Omit<PipelineReport, "feedEventsPerS">> {
  const [row] = await sql<Row[]>`
    with newest as (
      select o.* from portfolio p cross join lateral (
        select portfolio_id, id, control_key from orders
        where portfolio_id = p.id and control_key is not null order by created_at desc limit ${ORDERS_EACH}
      ) o where p.archived_at is null
    ), timed as (
      select extract(epoch from placed.wall_at - c.created_at) * 1000 as queued,
        extract(epoch from acked.wall_at - placed.wall_at) * 1000 as answered
      from newest n
      join control_command c on c.portfolio_id = n.portfolio_id and c.key = n.control_key
      join lateral (select wall_at from order_event e where e.portfolio_id = n.portfolio_id and e.order_id = n.id
        and e.kind in ('placed', 'denied') order by number limit 1) placed on true
      left join lateral (select wall_at from order_event e where e.portfolio_id = n.portfolio_id and e.order_id = n.id
        and e.kind in ('accepted', 'rejected') order by number limit 1) acked on true
    )
    select count(*)::int as orders,
      percentile_cont(0.5) within group (order by queued)::float8 as queue50,
      percentile_cont(0.99) within group (order by queued)::float8 as queue99,
      percentile_cont(0.5) within group (order by answered)::float8 as ack50,
      percentile_cont(0.99) within group (order by answered)::float8 as ack99
    from timed`;
  return {
    orders: row?.orders ?? 0,
    queueToCommit: latency(row?.queue50, row?.queue99),
    commitToAck: latency(row?.ack50, row?.ack99),
  };
}

const latency = (p50Ms: number | null | undefined, p99Ms: number | null | undefined) =>
  typeof p50Ms === "number" && typeof p99Ms === "number"
    ? { p50Ms: Math.max(0, p50Ms), p99Ms: Math.max(0, p99Ms) }
    : null;
