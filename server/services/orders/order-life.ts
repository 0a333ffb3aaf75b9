import { readQualities } from "../../../db/queries/orders/order-quality.ts";
import { readListedOrder } from "../../../db/queries/orders/order-search.ts";
import { present } from "../../domain/errors/invariant.ts";
import type { OrderLife } from "../../domain/orders/order-listing.ts";
import { REPLACED } from "../../domain/orders/replacement.ts";
import { AccessError, type Actor, authorize } from "../access/authorize.ts";
import type { Desk } from "../desk.ts";

type StepRow = { kind: string; at: string; wall_at: Date; detail: Record<string, string | null> };

/** One order from its placing to its end: every step with both clocks, its fills, its execution and its note. */
export async function orderLife(
  desk: Desk,
  actor: Actor,
  { portfolioId, orderId }: { readonly portfolioId: string; readonly orderId: string },
): Promise<OrderLife> {
  await authorize(desk.database, actor, "portfolio:view", portfolioId);
  const listed = await readListedOrder(desk.sql, portfolioId, orderId);
  if (listed === null) throw new AccessError("not-found");
  const { reasonCode, createdAt } = listed.order;
  const [steps, qualities, replacing] = await Promise.all([
    desk.sql<StepRow[]>`
      select kind, at, wall_at, detail from order_event
      where portfolio_id = ${portfolioId} and order_id = ${orderId} order by number`,
    readQualities(desk.sql, portfolioId, [listed.order]),
    reasonCode === REPLACED
      ? desk.sql<{ id: string }[]>`
          select id from orders
          where portfolio_id = ${portfolioId} and created_at >= ${createdAt} and replaces = ${orderId} limit 1`
      : [],
  ]);
  const quality = present(qualities.get(orderId), `Order "${orderId}" was read without its execution`);
  return {
    listed,
    steps: steps.map(({ kind, at, wall_at, detail }) => ({ kind, at: Number(at), wallAt: wall_at.getTime(), detail })),
    fills: quality.fills.map(({ fill }) => fill),
    quality,
    replacedBy: replacing[0]?.id ?? null,
  };
}
