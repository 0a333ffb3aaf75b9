import { and, eq, inArray } from "drizzle-orm";
import { orders } from "../../../db/schema/index.ts";
import { present } from "../../domain/errors/invariant.ts";
import { findInstrument } from "../../domain/markets/listed-instruments.ts";
import { parseAmendment } from "../../domain/orders/order-validation.ts";
import { type Actor, authorize } from "../access/authorize.ts";
import { type ControlAnswer, refused } from "../controls/control-action.ts";
import { PLACE_LIFE_MS, requestControl } from "../controls/request-control.ts";
import type { Desk } from "../desk.ts";

type LegText = { readonly orderId: string; readonly price: string | null; readonly triggerPrice: string | null };

type AmendLegsInput = { readonly portfolioId: string; readonly key: string; readonly legs: readonly LegText[] };

/** Asks for other prices of the legs of a bracket or an OCO as one command: all of them change in one commit, or none does. */
export async function amendLegs(desk: Desk, actor: Actor, input: AmendLegsInput): Promise<ControlAnswer> {
  const { portfolioId, key, legs } = input;
  await authorize(desk.database, actor, "order:place", portfolioId);
  const rows = await desk.database
    .select({
      id: orders.id,
      instrumentId: orders.instrumentId,
      price: orders.price,
      triggerPrice: orders.triggerPrice,
    })
    .from(orders)
    .where(
      and(
        eq(orders.portfolioId, portfolioId),
        inArray(
          orders.id,
          legs.map(({ orderId }) => orderId),
        ),
      ),
    );
  const parsedLegs: { orderId: string; priceTicks: number | null; triggerTicks: number | null }[] = [];
  for (const { orderId, price, triggerPrice } of legs) {
    const row = rows.find(({ id }) => id === orderId);
    if (row === undefined) {
      const message = `There is no order "${orderId}" in this portfolio.`;
      return refused({ code: "order-unknown", message, facts: { orderId } });
    }
    const instrument = present(findInstrument(row.instrumentId), `"${row.instrumentId}" is not listed any more`);
    const parsed = parseAmendment(instrument, { price, quantity: null, triggerPrice });
    if (!parsed.ok) return refused({ ...parsed.rejection, facts: { ...parsed.rejection.facts, orderId } });
    const { priceTicks, triggerTicks } = parsed.value;
    parsedLegs.push({ orderId, priceTicks, triggerTicks });
  }
  return requestControl(desk, actor, {
    portfolioId,
    key,
    permission: "order:place",
    lifeMs: PLACE_LIFE_MS,
    action: () => ({ kind: "amend-legs", legs: parsedLegs }),
    deed: { action: "order.amend-legs", target: key, before: rows, after: { legs } },
  });
}
