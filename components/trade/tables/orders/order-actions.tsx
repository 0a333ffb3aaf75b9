"use client";

import { useFrozen, useSnapshot } from "../../../live/use-desk.tsx";
import { Button } from "../../../ui/button.tsx";
import { useOrderEdit } from "./order-edit.tsx";
import type { OrderRow } from "./order-row.ts";
import { whyNoCancel, whyNoChange } from "./why-not.ts";

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
  const isLeaving = order.status === "pending-cancel";
  const noChange = whyNoChange(order, snapshot, frozen);
  const noCancel = whyNoCancel(order, snapshot, frozen);
  return (
    <>
      <Button
        size="row"
        disabled={noChange !== null}
        title={noChange ?? "Change price or size"}
        onClick={() => edit?.begin(row)}
      >
        Edit
      </Button>
      <Button size="row" disabled={noCancel !== null} title={noCancel ?? undefined} onClick={() => cancel(order.id)}>
        {isLeaving ? "Cancelling…" : "Cancel"}
      </Button>
    </>
  );
}
