import { storedInstrument } from "../../../../db/queries/decimals.ts";
import { readQualities } from "../../../../db/queries/orders/order-quality.ts";
import { type OrderSearch, searchOrders } from "../../../../db/queries/orders/order-search.ts";
import { type QualitySummary, QualitySums } from "../../../domain/execution-quality/quality-summary.ts";
import { type Actor, authorize } from "../../access/authorize.ts";
import type { Desk } from "../../desk.ts";

const ORDERS_AT_ONCE = 500;
/** More would take longer to sum up than anybody watches: the first of the listing then stand for it, and the answer says so. */
const ORDERS_MAX = 5_000;

/** How well the orders of a listing were executed, in its order: as many as are summed up, of how many there are. */
export async function executionSummary(
  desk: Desk,
  actor: Actor,
  search: OrderSearch,
): Promise<QualitySummary & { readonly total: number }> {
  await authorize(desk.database, actor, "portfolio:view", search.portfolioId);
  const sums = new QualitySums();
  let total = 0;
  let after: readonly string[] | null = null;
  for (let read = 0; read < ORDERS_MAX; read += ORDERS_AT_ONCE) {
    const page: Awaited<ReturnType<typeof searchOrders>> = await searchOrders(desk.sql, search, {
      after,
      limit: ORDERS_AT_ONCE,
    });
    const orders = page.rows.map(({ order }) => order);
    const qualities = await readQualities(desk.sql, search.portfolioId, orders);
    for (const order of orders) {
      const quality = qualities.get(order.id);
      if (quality !== undefined) sums.add(storedInstrument(order.instrumentId), order, quality);
    }
    total = Math.max(total, page.total);
    after = page.next;
    if (after === null) break;
  }
  return { ...sums.summary(), total };
}
