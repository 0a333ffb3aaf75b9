import type { Client } from "../../../db/client.ts";
import { WORKING_STATUSES } from "../../../db/schema/index.ts";
import type { Actor } from "../access/authorize.ts";
import type { SessionReport } from "./system-report.ts";

type Row = {
  id: string;
  name: string;
  mode: string;
  feed_kind: string;
  trading_state: string;
  sequence: string;
  working: number;
  is_running: boolean;
};

/** The sessions of the actor's own portfolios; of all for the desk's own machine. */
export async function readSessions(sql: Client, actor: Actor): Promise<SessionReport[]> {
  const rows = await sql<Row[]>`
    select p.id, p.name, p.mode, p.feed_kind, s.trading_state, s.sequence,
      s.lease_holder is not null and s.lease_expires_at > clock_timestamp() as is_running,
      (select count(*)::int from orders o where o.portfolio_id = p.id and o.status = any(${[...WORKING_STATUSES]})) as working
    from portfolio p join portfolio_state s on s.portfolio_id = p.id
    where p.archived_at is null and (${actor.userId}::text is null or exists (
      select 1 from portfolio_member m where m.portfolio_id = p.id and m.user_id = ${actor.userId}))
    order by p.created_at, p.id`;
  return rows.map((row) => ({
    portfolioId: row.id,
    name: row.name,
    mode: row.mode,
    feedKind: row.feed_kind,
    tradingState: row.trading_state,
    sequence: Number(row.sequence),
    workingOrders: row.working,
    isRunning: row.is_running,
  }));
}
