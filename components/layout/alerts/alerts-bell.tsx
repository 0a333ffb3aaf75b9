"use client";

import { Bell, CircleAlert, Info, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { Popover } from "radix-ui";
import { useStored } from "../../preferences/preferences.ts";
import { formatClock, formatDay, zoneLabel } from "../../ui/format-time.ts";
import { inPortfolio } from "../places.ts";
import type { Alert } from "./alert-log.ts";
import { useAlerts } from "./use-alerts.ts";

const SHOWN_MAX = 30;

/** What happened that nobody may have seen; opening it counts as having looked. */
export function AlertsBell() {
  const alerts = useAlerts();
  const [seenAt, setSeenAt] = useStored("notices.seen", 0);
  const unseen = alerts.filter(({ at }) => at > seenAt);
  const isBad = unseen.some(({ tone }) => tone !== "info");
  const words = `${unseen.length} ${unseen.length === 1 ? "alert" : "alerts"}`;
  const look = (isOpen: boolean) => {
    const newest = alerts[0]?.at ?? 0;
    if (!isOpen && newest > seenAt) setSeenAt(newest);
  };
  return (
    <Popover.Root onOpenChange={look}>
      <Popover.Trigger
        aria-label={unseen.length === 0 ? "Alerts, none new" : `Alerts, ${unseen.length} new`}
        className={`inline-flex h-[24px] items-center justify-center gap-1.5 rounded-md border px-2 text-[11px] font-medium whitespace-nowrap hover:bg-hover pointer-coarse:h-[44px] pointer-coarse:min-w-[44px] ${isBad ? "border-warn text-warn" : "border-line text-fg-2"}`}
      >
        <Bell size={13} aria-hidden="true" />
        <span className="max-sm:hidden">{unseen.length === 0 ? "Alerts" : words}</span>
        {unseen.length === 0 ? null : <span className="sm:hidden">{unseen.length}</span>}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={6}
          aria-label="Alerts"
          className="z-50 flex max-h-[min(520px,70vh)] w-[min(400px,calc(100vw-16px))] flex-col rounded-lg border border-line bg-raised shadow-[0_8px_24px_rgb(0_0_0/.32)]"
        >
          <h2 className="border-b border-line-subtle px-3 py-2 text-[12px] font-semibold">Alerts</h2>
          {alerts.length === 0 ? (
            <p className="px-3 py-4 text-[12px] text-fg-2">
              Nothing to report: no refused order, no lost connection, no doubtful data.
            </p>
          ) : (
            <ul className="min-h-0 overflow-y-auto">
              {alerts.slice(0, SHOWN_MAX).map((alert) => (
                <AlertRow key={alert.id} alert={alert} isNew={alert.at > seenAt} />
              ))}
            </ul>
          )}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

const LOOKS = {
  info: { Icon: Info, ink: "text-info" },
  warn: { Icon: TriangleAlert, ink: "text-warn" },
  danger: { Icon: CircleAlert, ink: "text-danger" },
} as const;

function AlertRow({ alert, isNew }: { readonly alert: Alert; readonly isNew: boolean }) {
  const portfolio = useSearchParams().get("portfolio");
  const { Icon, ink } = LOOKS[alert.tone];
  return (
    <li className="border-b border-line-subtle last:border-b-0">
      <Popover.Close asChild>
        <Link
          href={inPortfolio(alert.path, portfolio)}
          className="flex gap-2.5 px-3 py-2 text-[12px] -outline-offset-2 hover:bg-hover"
        >
          <Icon size={14} aria-hidden="true" className={`mt-0.5 shrink-0 ${ink}`} />
          <span className="flex min-w-0 flex-1 flex-col">
            <span className={isNew ? "font-semibold" : "text-fg-2"}>{alert.title}</span>
            <span className="text-fg-3 wrap-anywhere">{alert.detail}</span>
          </span>
          <time className="shrink-0 text-[11px] text-fg-3" title={`${formatDay(alert.at)}, ${zoneLabel(alert.at)}`}>
            {formatClock(alert.at)}
          </time>
        </Link>
      </Popover.Close>
    </li>
  );
}
