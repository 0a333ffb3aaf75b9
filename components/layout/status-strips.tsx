"use client";

import { OctagonX, RefreshCw, Snowflake, Unplug } from "lucide-react";
import type { ReactNode } from "react";
import { can } from "../../server/domain/access/permission.ts";
import { useCommand } from "../live/use-command.ts";
import { useDesk, useDeskState, useFrozen, useNow, useSnapshot } from "../live/use-desk.tsx";
import { Button } from "../ui/button.tsx";
import { ConfirmDialog } from "../ui/dialog.tsx";
import { formatClockZone } from "../ui/format-time.ts";
import { useWorkerPresence } from "./worker-silence.ts";

/** What stands in the way of trading, across the whole width while it lasts. */
export function StatusStrips() {
  return (
    <div role="status">
      <ConnectionStrip />
      <SnapshotStrip />
      <FrozenStrip />
      <HaltedStrip />
    </div>
  );
}

const TONES = {
  info: "border-b border-info/50 bg-panel text-info",
  warn: "border-b border-warn/50 bg-panel text-warn",
  danger: "bg-danger-solid text-on-solid",
} as const;

type StripProps = { readonly tone: keyof typeof TONES; readonly icon: ReactNode; readonly children: ReactNode };

function Strip({ tone, icon, children }: StripProps) {
  return (
    <div className={`flex min-h-[32px] items-center gap-2.5 px-3 py-1 text-[12px] font-medium ${TONES[tone]}`}>
      <span aria-hidden="true">{icon}</span>
      {children}
    </div>
  );
}

function ConnectionStrip() {
  const { state, retryAt } = useDeskState((desk) => desk.connection);
  const worker = useWorkerPresence();
  const now = useNow(500);
  if (state === "retrying" && retryAt !== null && now !== null) {
    const seconds = Math.max(0, Math.ceil((retryAt - now) / 1_000));
    return (
      <Strip tone="danger" icon={<Unplug size={14} />}>
        The connection to the desk is lost. Next try {seconds === 0 ? "now" : `in ${seconds} s`}. What is on screen
        stands still; working orders may fill meanwhile.
      </Strip>
    );
  }
  if (worker.kind === "replaced") {
    return (
      <Strip tone="info" icon={<RefreshCw size={14} />}>
        The worker was restarted at {formatClockZone(worker.at)}. All that was committed is here again.
      </Strip>
    );
  }
  if (worker.kind !== "silent") return null;
  return (
    <Strip tone="warn" icon={<RefreshCw size={14} />}>
      Worker restarting: prices stand still and no order is taken until it is back. Nothing committed is lost.
    </Strip>
  );
}

function SnapshotStrip() {
  const problem = useDeskState((state) => state.snapshotProblem);
  const { store } = useDesk();
  if (problem === null) return null;
  return (
    <Strip tone="warn" icon={<RefreshCw size={14} />}>
      The portfolio could not be read: {problem}
      <Button size="row" onClick={() => store.reload()}>
        Read it again
      </Button>
    </Strip>
  );
}

function FrozenStrip() {
  const reason = useFrozen();
  if (reason === null) return null;
  return (
    <Strip tone="warn" icon={<Snowflake size={14} />}>
      <span data-testid="frozen">{reason}</span>
    </Strip>
  );
}

function HaltedStrip() {
  const snapshot = useSnapshot();
  const { verbs } = useDesk();
  const { isWaiting, send } = useCommand();
  const frozen = useFrozen();
  if (snapshot === null || snapshot.tradingState === "active") return null;
  const isHalted = snapshot.tradingState === "halted";
  const words = isHalted ? "Trading is halted" : "Only orders that reduce risk are taken";
  const reason = snapshot.tradingStateReason.replace(/\.?$/, ".");
  return (
    <Strip tone="danger" icon={<OctagonX size={14} />}>
      <span data-testid="halted">
        {words}
        {snapshot.tradingStateReason === "" ? "." : `: ${reason}`}
        {isHalted ? " No order is sent, by hand or by a strategy; positions stay as they are." : ""}
      </span>
      <span className="ml-auto">
        {can(snapshot.role, "trading:resume") ? (
          <ConfirmDialog
            title="Resume trading?"
            confirmLabel="Resume trading"
            onConfirm={() => send((request) => verbs.resume(request))}
            trigger={
              <button
                type="button"
                disabled={isWaiting || frozen !== null}
                title={frozen ?? undefined}
                className="h-[24px] rounded-sm border border-on-solid px-2 text-[12px] font-semibold hover:bg-black/20 pointer-coarse:h-[44px]"
              >
                {isWaiting ? "Resuming…" : "Resume"}
              </button>
            }
          >
            <p>New orders are taken again, by hand and by strategies.</p>
            <p>Cancelled orders do not come back. Positions and balances stay as they are.</p>
          </ConfirmDialog>
        ) : (
          "Ask a manager to resume it."
        )}
      </span>
    </Strip>
  );
}
