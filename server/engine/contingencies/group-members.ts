import type { LegRole } from "../../domain/orders/contingency/contingency.ts";
import type { Order } from "../../domain/orders/order.ts";
import { isHeld } from "../../domain/orders/order-status.ts";
import type { EngineState, OrderRecord } from "../engine-state.ts";

/** The orders of a group that work, oldest first. */
export const membersOf = (state: EngineState, groupId: string): OrderRecord[] =>
  [...state.working.values()].filter(({ order }) => order.contingency?.groupId === groupId);

/** The entry of a group, while it works. */
export const entryOf = (state: EngineState, groupId: string): OrderRecord | null =>
  membersOf(state, groupId).find(({ order }) => order.contingency?.role === "entry") ?? null;

/** Another leg of the released one's group that is at the venue: while it may fill, this one has to wait. */
export function otherLegAtVenue(state: EngineState, { order }: OrderRecord): OrderRecord | null {
  const { contingency } = order;
  if (!contingency) return null;
  const other = membersOf(state, contingency.groupId).find((member) => {
    const role = member.order.contingency?.role;
    return role !== "entry" && role !== contingency.role && !isHeld(member.order.status);
  });
  return other ?? null;
}

/** Legs of one group and role: each guards its own part. */
export const isSameLeg = ({ contingency: one }: Order, { contingency: other }: Order): boolean =>
  one?.groupId === other?.groupId && one?.role === other?.role && one?.groupId !== undefined;

/** The newest order that was a group's leg of this role, whatever became of it. */
export function newestLeg(state: EngineState, groupId: string, role: LegRole): OrderRecord | null {
  let newest: OrderRecord | null = null;
  for (const records of [state.closed, state.working]) {
    for (const record of records.values()) {
      const { contingency, id } = record.order;
      if (contingency?.groupId !== groupId || contingency.role !== role) continue;
      if (newest === null || isLater(id, newest.order.id)) newest = record;
    }
  }
  return newest;
}

/** Ids of one session count upwards in base 36. */
const isLater = (id: string, other: string): boolean =>
  id.length === other.length ? id > other : id.length > other.length;
