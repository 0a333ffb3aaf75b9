import { type OrderText, parseOrder } from "../../domain/orders/order-validation.ts";
import { type Actor, authorize } from "../access/authorize.ts";
import { recordAudit } from "../access/record-audit.ts";
import { awaitOutcome } from "../controls/await-outcome.ts";
import { type ControlAnswer, refused } from "../controls/control-action.ts";
import { PLACE_LIFE_MS, queueControl } from "../controls/queue-control.ts";
import { requireUser } from "../controls/require-user.ts";
import type { Desk } from "../desk.ts";

export type PlaceOrderInput = { readonly portfolioId: string; readonly key: string; readonly order: OrderText };

/**
 * Reads the order's decimals onto the instrument's grid and puts it into the worker's queue, where risk decides. The same
 * key sent again returns the first answer and trades nothing.
 */
export async function placeOrder(desk: Desk, actor: Actor, input: PlaceOrderInput): Promise<ControlAnswer> {
  const { portfolioId, key } = input;
  await authorize(desk.database, actor, "order:place", portfolioId);
  const parsed = parseOrder(input.order);
  if (!parsed.ok) return refused(parsed.rejection);
  const sequence = await desk.database.transaction(async (transaction) => {
    await authorize(transaction, actor, "order:place", portfolioId);
    const userId = requireUser(actor);
    const intent = { ...parsed.value, source: { kind: "manual", userId, key } } as const;
    const action = { kind: "place-order", intent } as const;
    const queued = await queueControl(transaction, { portfolioId, key, userId, lifeMs: PLACE_LIFE_MS, action });
    if (queued.isNew) {
      await recordAudit(transaction, actor, { action: "order.place", target: key, portfolioId, after: input.order });
    }
    return queued.sequence;
  });
  return awaitOutcome(desk, portfolioId, key, sequence);
}
