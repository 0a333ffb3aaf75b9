import type { EngineState, OrderRecord } from "../engine-state.ts";

/** The order that works in the place of another, or is to take it. */
export function replacementOf(state: EngineState, orderId: string): OrderRecord | null {
  for (const record of state.working.values()) if (record.order.replaces === orderId) return record;
  return null;
}
