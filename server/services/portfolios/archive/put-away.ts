import { and, count, eq, gt, inArray, sql } from "drizzle-orm";
import { controlCommand, orders, portfolio, strategyRun, WORKING_STATUSES } from "../../../../db/schema/index.ts";
import { accept, type Result, refuse } from "../../../domain/errors/rejection.ts";
import type { FeedKind } from "../../../domain/portfolio/portfolio-kind.ts";
import type { Transaction } from "../../desk.ts";

type Kept = { readonly name: string; readonly feedKind: FeedKind };

/**
 * Archives a portfolio within the caller's transaction: it ends trading and is listed no more; its history stays. Not while
 * orders work or strategies run, as nobody would look after them. `name` is what it is called from then on.
 */
export async function putAway(
  transaction: Transaction,
  portfolioId: string,
  nameOf: (name: string) => string,
): Promise<Result<Kept>> {
  const [row] = await transaction
    .select({
      name: portfolio.name,
      mode: portfolio.mode,
      feedKind: portfolio.feedKind,
      archivedAt: portfolio.archivedAt,
    })
    .from(portfolio)
    .where(eq(portfolio.id, portfolioId))
    .for("update");
  if (row === undefined || row.archivedAt !== null) {
    return refuse("portfolio-archived", "This portfolio is archived already. Reload the page.");
  }
  if (row.mode !== "paper") {
    return refuse("portfolio-not-paper", `"${row.name}" holds real money: only paper portfolios can be put away.`);
  }
  const [working] = await transaction
    .select({ orders: count() })
    .from(orders)
    .where(and(eq(orders.portfolioId, portfolioId), inArray(orders.status, [...WORKING_STATUSES])));
  if (working !== undefined && working.orders > 0) {
    const some = working.orders === 1 ? "1 order works" : `${working.orders} orders work`;
    return refuse("orders-working", `${some} in "${row.name}". Cancel all of them first.`, {
      orders: String(working.orders),
    });
  }
  const [waiting] = await transaction
    .select({ commands: count() })
    .from(controlCommand)
    .where(
      and(
        eq(controlCommand.portfolioId, portfolioId),
        eq(controlCommand.status, "pending"),
        gt(controlCommand.expiresAt, sql`clock_timestamp()`),
      ),
    );
  if (waiting !== undefined && waiting.commands > 0) {
    return refuse(
      "commands-waiting",
      `The worker has not answered what was asked of "${row.name}" yet. Try again soon.`,
    );
  }
  const running = await transaction
    .select({ strategy: strategyRun.strategy })
    .from(strategyRun)
    .where(and(eq(strategyRun.portfolioId, portfolioId), eq(strategyRun.status, "running")));
  if (running.length > 0) {
    const names = running.map(({ strategy }) => `"${strategy}"`).join(", ");
    return refuse("strategies-running", `Strategies run in "${row.name}": ${names}. Stop them first.`);
  }
  await transaction
    .update(portfolio)
    .set({ name: nameOf(row.name), archivedAt: sql`clock_timestamp()` })
    .where(eq(portfolio.id, portfolioId));
  await transaction.execute(sql`select pg_notify('tradewind_control', ${portfolioId}::text)`);
  return accept({ name: row.name, feedKind: row.feedKind });
}
