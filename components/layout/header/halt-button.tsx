"use client";

import { Square } from "lucide-react";
import { useState } from "react";
import { can } from "../../../server/domain/access/permission.ts";
import { haltedReason } from "../../live/frozen.ts";
import { useCommand } from "../../live/use-command.ts";
import { useDesk, useFrozen, useSnapshot } from "../../live/use-desk.tsx";
import { useCommands } from "../../palette/use-commands.ts";
import { useShortcuts } from "../../shortcuts/use-shortcuts.ts";
import { openOrdersOf } from "../../trade/open-orders.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";

const KEYS = "$mod+Shift+Period";

/** The emergency stop of the portfolio: no new orders, and all that work are cancelled. Its keys open the question, no more. */
export function HaltButton() {
  const snapshot = useSnapshot();
  const { verbs } = useDesk();
  const { isWaiting, send } = useCommand();
  const frozen = useFrozen();
  const [isOpen, setIsOpen] = useState(false);
  const open = snapshot === null ? 0 : openOrdersOf(snapshot.orders).length;
  const isHalted = snapshot?.tradingState === "halted";
  const isAllowed = snapshot !== null && can(snapshot.role, "trading:halt");
  const isStopped = isHalted && open === 0;
  const isOff = isWaiting || frozen !== null || isStopped;
  const ask = () => {
    if (isAllowed && !isOff) setIsOpen(true);
  };
  useShortcuts([
    { id: "stop.open", keys: KEYS, scope: "global", label: "Open the stop dialog", worksInInputs: true, run: ask },
  ]);
  useCommands(
    isAllowed && !isOff
      ? [
          {
            id: "stop.open",
            label: "Stop: halt and cancel all…",
            group: "Actions",
            keywords: ["emergency", "kill", "panic"],
            shortcut: KEYS,
            run: ask,
          },
        ]
      : [],
  );
  // Nothing beside it moves when the portfolio has come.
  if (snapshot === null) return <span aria-hidden="true" className="h-(--ctl) w-[62px] max-sm:w-[44px]" />;
  if (!isAllowed) return null;
  return (
    <ConfirmDialog
      title="Halt and cancel all?"
      confirmLabel="Halt and cancel all"
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      onConfirm={() => send((request) => verbs.halt(request))}
      trigger={
        <Button
          tone="danger"
          disabled={isOff}
          title={frozen ?? haltedReason(snapshot) ?? "No new orders, and cancel all that work. Asks first."}
          className="pointer-coarse:min-w-[44px]"
          aria-label={isStopped ? "Stopped: trading is halted" : "Stop: halt and cancel all"}
          aria-keyshortcuts="Control+Shift+. Meta+Shift+."
        >
          <Square size={10} fill="currentColor" aria-hidden="true" />
          <span className="max-sm:sr-only">{isWaiting ? "Stopping…" : isStopped ? "Stopped" : "Stop"}</span>
        </Button>
      }
    >
      <p>
        In portfolio “{snapshot.name}” ({snapshot.mode}) no new order is taken, from people or strategies, and{" "}
        {open === 0
          ? "none is working that would be cancelled"
          : `${open} working ${open === 1 ? "order is" : "orders are"} cancelled`}
        .
      </p>
      <p>
        Positions stay open, and while trading is halted they cannot be closed here either: close them first if you want
        out.
      </p>
      <p>Trading stays halted, also after a restart, until somebody resumes it.</p>
    </ConfirmDialog>
  );
}
