import { and, eq } from "drizzle-orm";
import { orders } from "../../../db/schema/index.ts";
import { present } from "../../domain/errors/invariant.ts";
import { findInstrument } from "../../domain/markets/listed-instruments.ts";
import { type AmendmentText, parseAmendment } from "../../domain/orders/order-validation.ts";
import { type Actor, authorize } from "../access/authorize.ts";
import { type ControlAnswer, refused } from "../controls/control-action.ts";
import { PLACE_LIFE_MS, requestControl } from "../controls/request-control.ts";
import type { Desk } from "../desk.ts";

type AmendOrderInput = AmendmentText & {
  readonly portfolioId: string;
  readonly key: string;
  readonly orderId: string;
};

/**
 * Asks for another price or quantity (in all, filled part included) of a resting order, or another trigger price of one that the
 * worker holds, on its instrument's grid. Risk decides as it does on a new order; the answer says that the request went out, the
 * order itself tells what the venue made of it. An order in the worker has its new terms at once.
 */
export async function amendOrder(desk: Desk, actor: Actor, input: AmendOrderInput): Promise<ControlAnswer> {
  const { portfolioId, key, orderId, price, quantity, triggerPrice = null } = input;
  await authorize(desk.database, actor, "order:place", portfolioId);
  const [row] = await desk.database
    .select({
      instrumentId: orders.instrumentId,
      quantity: orders.quantity,
      price: orders.price,
      triggerPrice: orders.triggerPrice,
    })
    .from(orders)
    .where(and(eq(orders.portfolioId, portfolioId), eq(orders.id, orderId)));
  if (row === undefined) {
    const message = `There is no order "${orderId}" in this portfolio.`;
    return refused({ code: "order-unknown", message, facts: { orderId } });
  }
  const instrument = present(
    findInstrument(row.instrumentId),
    `Instrument "${row.instrumentId}" is not listed any more`,
  );
  const parsed = parseAmendment(instrument, { price, quantity, triggerPrice });
  if (!parsed.ok) return refused(parsed.rejection);
  return requestControl(desk, actor, {
    portfolioId,
    key,
    permission: "order:place",
    lifeMs: PLACE_LIFE_MS,
    action: () => ({ kind: "amend-order", orderId, ...parsed.value }),
    deed: {
      action: "order.amend",
      target: orderId,
      before: { price: row.price, quantity: row.quantity, triggerPrice: row.triggerPrice },
      after: { price, quantity, triggerPrice, key },
    },
  });
}
