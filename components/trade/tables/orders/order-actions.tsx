"use client";

import { can } from "../../../../server/domain/access/permission.ts";
import { useFrozen, useSnapshot } from "../../../live/use-desk.tsx";
import { Button } from "../../../ui/button.tsx";
import { useOrderEdit } from "./order-edit.tsx";
import type { OrderRow } from "./order-row.ts";

type OrderActionsProps = { readonly row: OrderRow; readonly cancel: (orderId: string) => void };

/** Change a resting order where it stands, or take it back. */
export function OrderActions({ row, cancel }: OrderActionsProps) {
  const { order } = row;
  const edit = useOrderEdit();
  const snapshot = useSnapshot();
  const frozen = useFrozen();
  if (edit?.orderId === order.id) {
    return (
      <>
        <Button size="row" tone="accent" onClick={() => edit.submit(row)}>
          Send
        </Button>
        <Button size="row" onClick={edit.leave}>
          Leave
        </Button>
      </>
    );
  }
  const may = (permission: "order:place" | "order:cancel") => snapshot !== null && can(snapshot.role, permission);
  const isLeaving = order.status === "pending-cancel";
  const isResting = order.type === "limit" && (order.status === "accepted" || order.status === "partially-filled");
  return (
    <>
      <Button
        size="row"
        disabled={!isResting || !may("order:place") || frozen !== null}
        title={
          !may("order:place")
            ? "Your role does not change orders"
            : (frozen ?? (isResting ? "Change price or size" : "Only an order that works at the venue can be changed"))
        }
        onClick={() => edit?.begin(row)}
      >
        Edit
      </Button>
      <Button
        size="row"
        disabled={isLeaving || !may("order:cancel") || frozen !== null}
        title={may("order:cancel") ? (frozen ?? undefined) : "Your role does not cancel orders"}
        onClick={() => cancel(order.id)}
      >
        {isLeaving ? "Cancelling…" : "Cancel"}
      </Button>
    </>
  );
}
