"use client";

import { Square } from "lucide-react";
import { can } from "../../server/domain/access/permission.ts";
import { useCommand } from "../live/use-command.ts";
import { useDesk, useFrozen, useSnapshot } from "../live/use-desk.tsx";
import { openOrdersOf } from "../trade/tables/open-orders-table.tsx";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/dialog.tsx";

/** The emergency stop of the portfolio: no new orders, and all that work are cancelled. */
export function HaltButton() {
  const snapshot = useSnapshot();
  const { verbs } = useDesk();
  const { isWaiting, send } = useCommand();
  const frozen = useFrozen();
  if (snapshot === null || !can(snapshot.role, "trading:halt")) return null;
  const open = openOrdersOf(snapshot.orders).length;
  const isHalted = snapshot.tradingState === "halted";
  return (
    <ConfirmDialog
      title="Halt and cancel all?"
      confirmLabel="Halt and cancel all"
      onConfirm={() => send((request) => verbs.halt(request))}
      trigger={
        <Button
          tone="danger"
          disabled={isWaiting || frozen !== null || (isHalted && open === 0)}
          title={frozen ?? undefined}
          className="pointer-coarse:min-w-[44px]"
          aria-label="Stop: halt and cancel all"
        >
          <Square size={10} fill="currentColor" aria-hidden="true" />
          <span className="max-sm:sr-only">{isWaiting ? "Stopping…" : "Stop"}</span>
        </Button>
      }
    >
      <p>
        Portfolio “{snapshot.name}”: no new order is taken, from people or strategies, and{" "}
        {open === 0 ? "no order works now" : `${open} working ${open === 1 ? "order is" : "orders are"} cancelled`}.
      </p>
      <p>Positions stay open. Trading stays halted, also after a restart, until somebody resumes it.</p>
    </ConfirmDialog>
  );
}
