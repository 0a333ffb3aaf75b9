import type { ContingentRole } from "../../server/domain/orders/contingency/contingency.ts";
import type { Order } from "../../server/domain/orders/order.ts";

/** The columns that say which orders one was placed with and what it is among them. */
export type GroupRow = {
  group_id: string | null;
  group_role: ContingentRole | null;
  waits_for_entry: boolean;
};

type Contingent = Pick<Order, "contingency">;

export const groupRow = ({ contingency }: Contingent): GroupRow => ({
  group_id: contingency?.groupId ?? null,
  group_role: contingency?.role ?? null,
  waits_for_entry: contingency?.waitsForEntry ?? false,
});

export const groupFromRow = ({
  group_id,
  group_role,
  waits_for_entry,
}: GroupRow): NonNullable<Contingent["contingency"]> | null =>
  group_id === null || group_role === null
    ? null
    : { groupId: group_id, role: group_role, waitsForEntry: waits_for_entry };
