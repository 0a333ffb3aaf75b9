import { readNetFlow } from "../../../db/queries/performance/net-flow.ts";
import { WORKING_STATUSES } from "../../../db/schema/index.ts";
import { can } from "../../domain/access/permission.ts";
import type { Role } from "../../domain/access/role.ts";
import type { FeedKind, PortfolioMode } from "../../domain/portfolio/portfolio-kind.ts";
import type { Actor } from "../access/authorize.ts";
import { requireUser } from "../controls/require-user.ts";
import type { Desk } from "../desk.ts";

/** A portfolio as whoever looks after it sees it; amounts are exact decimal texts in its base currency. */
export type OwnPortfolio = {
  readonly portfolioId: string;
  readonly name: string;
  readonly mode: PortfolioMode;
  readonly feedKind: FeedKind;
  readonly baseCurrency: string;
  readonly role: Role;
  readonly createdAt: number;
  readonly archivedAt: number | null;
  readonly members: number;
  readonly workingOrders: number;
  /** At its newest recorded point, with what was paid in or out since; null before the first. */
  readonly equity: string | null;
  readonly netFlow: string;
};

type Row = {
  portfolio_id: string;
  name: string;
  mode: PortfolioMode;
  feed_kind: FeedKind;
  base_currency: string;
  role: Role;
  created_at: Date;
  archived_at: Date | null;
  members: number;
  working_orders: number;
  profit: string | null;
};

/** Every portfolio of which the actor is a member, the archived ones too: open ones first, oldest first. */
export async function listOwnPortfolios(desk: Desk, actor: Actor): Promise<OwnPortfolio[]> {
  const rows = await desk.sql<Row[]>`
    select p.id as portfolio_id, p.name, p.mode, p.feed_kind, p.base_currency, m.role, p.created_at, p.archived_at,
      (select count(*)::int from portfolio_member o where o.portfolio_id = p.id) as members,
      (select count(*)::int from orders o
        where o.portfolio_id = p.id and o.status = any(${[...WORKING_STATUSES]})) as working_orders,
      (select trim_scale(e.equity - e.net_flow) from equity_point e
        where e.portfolio_id = p.id order by e.at desc limit 1) as profit
    from portfolio p join portfolio_member m on m.portfolio_id = p.id
    where m.user_id = ${requireUser(actor)}
    order by p.archived_at desc nulls first, p.created_at, p.id`;
  const seen = rows.filter(({ role }) => can(role, "portfolio:view"));
  return Promise.all(
    seen.map(async (row) => {
      const netFlow = await readNetFlow(desk.sql, row.portfolio_id, row.base_currency);
      return {
        portfolioId: row.portfolio_id,
        name: row.name,
        mode: row.mode,
        feedKind: row.feed_kind,
        baseCurrency: row.base_currency,
        role: row.role,
        createdAt: row.created_at.getTime(),
        archivedAt: row.archived_at?.getTime() ?? null,
        members: row.members,
        workingOrders: row.working_orders,
        equity: row.profit === null ? null : await sumOf(desk, row.profit, netFlow),
        netFlow,
      };
    }),
  );
}

async function sumOf(desk: Desk, profit: string, netFlow: string): Promise<string> {
  const [{ sum } = { sum: "0" }] = await desk.sql<{ sum: string }[]>`
    select trim_scale(${profit}::numeric + ${netFlow}::numeric) as sum`;
  return sum;
}
