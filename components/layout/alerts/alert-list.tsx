"use client";

import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { Popover } from "radix-ui";
import { formatClock, formatDay, zoneLabel } from "../../ui/format-time.ts";
import { inPortfolio } from "../places.ts";
import type { Alert } from "./alert-log.ts";

const SHOWN_MAX = 30;

type AlertListProps = { readonly alerts: readonly Alert[]; readonly unread: ReadonlySet<Alert> };

export function AlertList({ alerts, unread }: AlertListProps) {
  if (alerts.length === 0) {
    return (
      <p className="px-3 py-4 text-[12px] text-fg-2">
        Nothing to report: no refused order, no lost connection, no doubtful data.
      </p>
    );
  }
  return (
    <ul className="min-h-0 overflow-y-auto">
      {alerts.slice(0, SHOWN_MAX).map((alert) => (
        <AlertRow key={alert.id} alert={alert} isNew={unread.has(alert)} />
      ))}
    </ul>
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
