import { type OrderText, parseOrder } from "../../domain/orders/order-validation.ts";
import { type Actor, authorize } from "../access/authorize.ts";
import { type ControlAnswer, refused } from "../controls/control-action.ts";
import { PLACE_LIFE_MS, requestControl } from "../controls/request-control.ts";
import type { Desk } from "../desk.ts";

export type PlaceOrderInput = { readonly portfolioId: string; readonly key: string; readonly order: OrderText };

/**
 * Reads the order's decimals onto the instrument's grid and puts it into the worker's queue, where risk decides. The same
 * key sent again returns the first answer and trades nothing.
 */
export async function placeOrder(desk: Desk, actor: Actor, input: PlaceOrderInput): Promise<ControlAnswer> {
  const { portfolioId, key, order } = input;
  await authorize(desk.database, actor, "order:place", portfolioId);
  const parsed = parseOrder(order);
  if (!parsed.ok) return refused(parsed.rejection);
  const intent = parsed.value;
  return requestControl(desk, actor, {
    portfolioId,
    key,
    permission: "order:place",
    lifeMs: PLACE_LIFE_MS,
    action: (userId) => ({ kind: "place-order", intent: { ...intent, source: { kind: "manual", userId, key } } }),
    deed: { action: "order.place", target: key, after: order },
  });
}
