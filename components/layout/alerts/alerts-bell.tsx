"use client";

import { Bell } from "lucide-react";
import dynamic from "next/dynamic";
import { Popover } from "radix-ui";
import { useAlerts } from "./use-alerts.ts";

const AlertList = dynamic(() => import("./alert-list.tsx").then((part) => part.AlertList), { ssr: false });

/** What happened that nobody may have seen; opening it counts as having looked. */
export function AlertsBell() {
  const { alerts, unread, markRead } = useAlerts();
  const isBad = [...unread].some(({ tone }) => tone !== "info");
  const words = `${unread.size} ${unread.size === 1 ? "alert" : "alerts"}`;
  return (
    <Popover.Root onOpenChange={(isOpen) => !isOpen && markRead()}>
      <Popover.Trigger
        aria-label={unread.size === 0 ? "Alerts, none new" : `Alerts, ${unread.size} new`}
        className={`inline-flex h-[24px] items-center justify-center gap-1.5 rounded-md border px-2 text-[11px] font-medium whitespace-nowrap hover:bg-hover pointer-coarse:h-[44px] pointer-coarse:min-w-[44px] ${isBad ? "border-warn text-warn" : "border-line text-fg-2"}`}
      >
        <Bell size={13} aria-hidden="true" />
        <span className="max-sm:hidden">{unread.size === 0 ? "Alerts" : words}</span>
        {unread.size === 0 ? null : <span className="sm:hidden">{unread.size}</span>}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={6}
          aria-label="Alerts"
          className="z-50 flex max-h-[min(520px,70vh)] w-[min(400px,calc(100vw-16px))] flex-col rounded-lg border border-line bg-raised shadow-[0_8px_24px_rgb(0_0_0/.32)]"
        >
          <h2 className="border-b border-line-subtle px-3 py-2 text-[12px] font-semibold">Alerts</h2>
          <AlertList alerts={alerts} unread={unread} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
