import type { Rejection } from "../../domain/errors/rejection.ts";
import { legRole } from "../../domain/orders/contingency/contingency.ts";
import type { EngineState } from "../engine-state.ts";
import { planHeld, type WantedTerms } from "../held/held-amendments.ts";

/** New prices of a leg; null keeps what is. */
export type LegTerms = Pick<WantedTerms, "priceTicks" | "triggerTicks"> & { readonly orderId: string };

const refusal = (code: string, message: string, facts: Rejection["facts"] = {}): Rejection => ({
  code,
  message,
  facts,
});

/** Changes the legs of one group together, in one commit: all of them, or none where one of them may not. Returns why not. */
export function amendLegs(state: EngineState, legs: readonly LegTerms[]): Rejection | null {
  const ids = new Set(legs.map(({ orderId }) => orderId));
  if (legs.length === 0 || ids.size < legs.length)
    return refusal("legs-missing", "Name each leg that is to be changed, once.");
  const changes: (() => void)[] = [];
  const refuse = (rejection: Rejection): Rejection => {
    state.approvals.length -= changes.length;
    return rejection;
  };
  let groupId: string | null = null;
  for (const { orderId, priceTicks, triggerTicks } of legs) {
    const record = state.working.get(orderId);
    if (record === undefined || legRole(record.order) === null)
      return refuse(refusal("not-a-leg", `Order "${orderId}" is no leg that works. Change it alone.`, { orderId }));
    groupId ??= record.order.contingency?.groupId ?? null;
    if (record.order.contingency?.groupId !== groupId)
      return refuse(
        refusal("legs-of-other-groups", "The legs stand in different groups. Change each group alone.", { orderId }),
      );
    const planned = planHeld(state, record, { priceTicks, quantityLots: null, triggerTicks: triggerTicks ?? null });
    if (!("change" in planned)) return refuse(planned);
    changes.push(planned.change);
  }
  for (const change of changes) change();
  return null;
}
