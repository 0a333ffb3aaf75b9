import type { OrderGroup } from "../../../server/domain/orders/contingency/group-legality.ts";
import type { Order } from "../../../server/domain/orders/order.ts";
import type { OrderIntent } from "../../../server/domain/orders/order-intent.ts";
import type { EngineState } from "../../../server/engine/engine-state.ts";
import { control, intent, ofKind, outcomeOf } from "../desk-example.ts";
import { marketTerms, stopLoss, takeProfit } from "../held/held-example.ts";

export const stopLeg = (change: Partial<OrderIntent> = {}) => ({
  role: "stop" as const,
  intent: intent({ side: "sell", ...marketTerms, isReduceOnly: true, trigger: stopLoss(4_900_000), ...change }),
});
export const targetLeg = (change: Partial<OrderIntent> = {}) => ({
  role: "target" as const,
  intent: intent({
    side: "sell",
    type: "limit",
    priceTicks: 5_200_000,
    isReduceOnly: true,
    trigger: takeProfit(5_200_000),
    ...change,
  }),
});

/** Buys 100 lots at 50,000.00 with a stop at 49,000.00 and a target at 52,000.00. */
export const bracket = (change: Partial<OrderIntent> = {}): OrderGroup => ({
  entry: intent(change),
  legs: [stopLeg(), targetLeg()],
});
export const oco = (): OrderGroup => ({ entry: null, legs: [stopLeg(), targetLeg()] });

/** Places a group through a control; its orders as they stand then. */
export function placeTogether(state: EngineState, group: OrderGroup) {
  const step = control(state, { kind: "place-group", ...group });
  const orders: readonly Order[] = ofKind(step.changes, "order-placed").map(({ order }) => order);
  const roleOf = (role: string) => orders.find(({ contingency }) => contingency?.role === role)?.id ?? "none";
  const ids = { entry: roleOf("entry"), stop: roleOf("stop"), target: roleOf("target") };
  return { ...step, orders, outcome: outcomeOf(step), ids };
}
